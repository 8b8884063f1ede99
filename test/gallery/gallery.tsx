/** Every chart with data that exercise it. `?scene=` shows one, `?theme=dark` the other theme, `?frame=` the playhead. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import '#charts/theme.css'
import '#charts/fonts.css'
import { Altimeter } from '#charts/Altimeter.tsx'
import { DataScatter } from '#charts/DataScatter.tsx'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import { exportChart } from '#charts/export/chart.ts'
import { exportMap } from '#charts/export/map.ts'
import { PointMark, RunMark } from '#charts/Glyphs.tsx'
import { LineChart } from '#charts/LineChart.tsx'
import { LossMap } from '#charts/LossMap.tsx'
import { MapThumb } from '#charts/MapThumb.tsx'
import { MAP_NAMES } from '#charts/map/stops.ts'
import { assignStyles, type Method, styleOf } from '#charts/methods.ts'
import { ModelCut } from '#charts/ModelCut.tsx'
import type { ChartSeries, LossMapProps, MapPainted, MapPicture, MapRun } from '#charts/props.ts'
import { ScheduleCurve } from '#charts/ScheduleCurve.tsx'
import { SweepCurve } from '#charts/SweepCurve.tsx'
import type { ThemeName } from '#charts/theme.ts'
import { adam, batch, criticalPoints, type Descent, descend, doubleWell, flowLines, gd, gradient, hessian, himmelblau, logarithm, momentum, networkLike, plane, rosenbrock, sampled, sineNeuron, type Surface } from './surfaces.ts'

const query = new URLSearchParams(location.search)
const theme: ThemeName = query.get('theme') === 'dark' ? 'dark' : 'light'
const playhead = Number(query.get('frame') ?? 18)
document.documentElement.dataset['theme'] = theme

const run = (id: string, label: string, style: MapRun['style'], { path, values }: Descent, more: Partial<MapRun> = {}): MapRun => ({ id, label, style, points: path, values, ...more })

const SINE_DOMAIN = [[-0.25, 4.85], [-1.52, 2.02]] as const
const SINE_WIDE = [[-0.8, 5.4], [-2, 2.5]] as const
function sineScene(steps = 80): { picture: MapPicture; runs: MapRun[]; f: Surface } {
  const { f, part } = sineNeuron()
  const wide = [[-0.6, 5.2], [-1.9, 2.4]] as const
  const points = criticalPoints(f, wide)
  const start = [3.65, -0.61] as const
  const methods: Method[] = ['gradient-descent', 'sgd', 'mini-batch', 'momentum', 'adam']
  const styles = assignStyles(methods)
  const descents = [
    descend(f, start, steps, gd(f, 0.18)), descend(f, start, steps, batch(part, 16, 1, 0.1, 5)), descend(f, start, steps, batch(part, 16, 5, 0.15, 5)),
    descend(f, start, steps, momentum(f, 0.06, 0.9)), descend(f, start, steps, adam(f, 0.18)),
  ]
  const runs = ['GD', 'SGD', 'Mini-batch 5', 'Momentum', 'Adam'].map((label, i) => run(String(i), label, styles[i]!, descents[i]!, { selected: i === 1 }))
  const at = { x: 1.02, y: 0.62 }
  return {
    f, runs,
    picture: {
      theme, grid: sampled(f, SINE_WIDE, 300, 240), domain: SINE_DOMAIN, xLabel: 'w', yLabel: 'b', runs, points, playhead,
      valleys: flowLines(f, points, 'down', wide), watersheds: flowLines(f, points, 'up', wide), start: { x: start[0], y: start[1] },
      lens: { at, value: f(at.x, at.y), gradient: gradient(f, at.x, at.y), hessian: hessian(f, at.x, at.y), stepSize: 0.18 },
    },
  }
}

function Framed({ picture, width, height, altimeter = true, more = {} }: { picture: MapPicture; width: number; height: number; altimeter?: boolean; more?: Partial<LossMapProps> }) {
  const [painted, setPainted] = useState<MapPainted>()
  const marks = useMemo(() => (picture.runs ?? []).map((r) => ({ id: r.id, style: r.style, label: r.label, value: r.values?.[Math.min(r.values.length - 1, picture.playhead ?? 0)] ?? NaN })), [picture])
  const noop = () => undefined
  return (
    <div style={{ display: 'flex', width, height, background: 'var(--bg)' }}>
      <LossMap {...picture} {...more} onPainted={setPainted} onMoveStart={noop} style={{ flex: 1 }} />
      {altimeter && <Altimeter theme={theme} painted={painted} marks={marks} {...(picture.colours ? { colours: picture.colours } : {})} style={{ width: 70 }} />}
    </div>
  )
}

const seriesOf = (runs: readonly MapRun[], y: (r: MapRun) => Float64Array, more: (r: MapRun) => Partial<ChartSeries> = () => ({})): ChartSeries[] =>
  runs.map((r) => ({ id: r.id, label: r.label, style: r.style, y: y(r), ...more(r) }))

function Charts() {
  const { runs, f } = sineScene()
  const norm = (r: MapRun) => Float64Array.from({ length: r.points.length / 2 }, (_, k) => Math.hypot(...gradient(f, r.points[2 * k]!, r.points[2 * k + 1]!)))
  const sharp = (r: MapRun) => Float64Array.from({ length: r.points.length / 2 }, (_, k) => {
    const [a, b, c] = hessian(f, r.points[2 * k]!, r.points[2 * k + 1]!)
    return 0.15 * ((a + c) / 2 + Math.hypot((a - c) / 2, b))
  })
  const steps = (r: MapRun) => Float64Array.from({ length: 81 }, (_, k) => (r.id === '1' ? 0.1 * 0.5 ** Math.floor(k / 25) : [0.18, 0.1, 0.15, 0.06, 0.18][Number(r.id)]!))
  const style = { width: 247, height: 150 }
  const common = { theme, playhead, onScrub: () => undefined }
  const long = Float64Array.from({ length: 120_000 }, (_, k) => 1 / (1 + k / 900) + 0.02 * Math.sin(k / 70) ** 2 + (k === 61_234 ? 0.6 : 0))
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 247px)', gap: 24, padding: 14, background: 'var(--bg)' }}>
      <LineChart {...common} title="Loss" yScale="log" series={seriesOf(runs, (r) => r.values!)} style={style} />
      <LineChart {...common} title="Gradient norm" yScale="log" series={seriesOf(runs, norm)} style={style} />
      <LineChart {...common} title="Step size α" yScale="log" series={seriesOf(runs, steps)} limits={[{ y: 0.5, label: '2/L' }]} style={style} />
      <LineChart {...common} title="Step size × sharpness" series={seriesOf(runs, sharp)} limits={[{ y: 1 }]} zones={[{ from: 1, to: Infinity, label: 'unstable' }]} style={style} />
      <LineChart {...common} title="Loss, by gradient evaluations" yScale="log" series={seriesOf(runs, (r) => r.values!, (r) => ({ unit: [16, 1, 5, 16, 16][Number(r.id)]! }))} style={style} xLabel="gradient evaluations" />
      <LineChart {...common} playhead={90_000} title="120,000 steps, one spike" yScale="log" series={[{ id: 'a', label: 'GD', style: styleOf('gradient-descent'), y: long }]} style={style} />
      <LineChart {...common} title="Direct labels" directLabels yScale="log" series={seriesOf(runs, (r) => r.values!)} style={style} />
      <LineChart {...common} title="Tiny values" yScale="log" series={[{ id: 'a', label: 'GD', style: styleOf('momentum'), y: Float64Array.from({ length: 81 }, (_, k) => 3 * 0.62 ** k) }]} style={style} />
    </div>
  )
}

function Small() {
  const { runs, f } = sineScene()
  const { x, y } = sineNeuron()
  const alphas = Float64Array.from({ length: 49 }, (_, k) => 0.005 * (400 ** (k / 48)))
  const mean = alphas.map((a) => descend(f, [3.65, -0.61], 18, gd(f, a)).values[18]!)
  const xs = Float64Array.from({ length: 120 }, (_, k) => -1.8 + (4 * k) / 119)
  const cut = Float64Array.from({ length: 80 }, (_, k) => (k / 79) * 3)
  const g = gradient(f, 1.02, 0.62)
  const [a, b, c] = hessian(f, 1.02, 0.62)
  const points = Float64Array.from({ length: 32 }, (_, k) => (k % 2 ? y[k >> 1]! : x[k >> 1]!))
  const circle = sampled((u, v) => 1 / (1 + Math.exp(6 * (Math.hypot(u, v) - 0.75))), [[-1.4, 1.4], [-1.4, 1.4]], 60, 60)
  const two = Float64Array.from({ length: 200 }, (_, k) => (0.5 + 0.6 * ((k >> 1) % 2)) * (k % 2 ? Math.sin((k >> 1) * 1.7) : Math.cos((k >> 1) * 1.7)) + 0.15 * Math.sin(k * 12.9))
  const methods: Method[] = ['gradient-descent', 'sgd', 'mini-batch', 'momentum', 'adam', 'nesterov', 'rmsprop', 'newton', 'saddle-free-newton', 'adagrad', 'adamw', 'amsgrad', 'noisy-gradient-descent', 'sign-descent', 'gradient-descent']
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 280px)', gap: 24, padding: 14, background: 'var(--panel)', color: 'var(--ink)', font: 'var(--type-body)' }}>
      <SweepCurve theme={theme} slot={0} range={[0.005, 2]} stepSizes={alphas} mean={mean} current={0.18} label="sweep" style={{ height: 34 }} />
      <SweepCurve theme={theme} slot={1} range={[0.005, 2]} stepSizes={alphas} mean={mean} low={mean.map((v) => v * 0.8)} high={mean.map((v) => v * 1.25 + 0.05)} current={0.1} style={{ height: 34 }} />
      <ScheduleCurve theme={theme} slot={1} values={Float64Array.from({ length: 81 }, (_, k) => 0.1 * 0.5 ** Math.floor(k / 25))} knots={[25, 50, 75].map((s, i) => ({ step: s, value: 0.1 * 0.5 ** (i + 1), label: String(i + 1) }))} onMoveKnot={() => undefined} playhead={playhead} style={{ height: 44 }} />
      <ModelCut theme={theme} stepSizes={cut} loss={cut.map((s) => f(1.02 - s * g[0], 0.62 - s * g[1]))} model={[f(1.02, 0.62), -(g[0] ** 2 + g[1] ** 2), a * g[0] ** 2 + 2 * b * g[0] * g[1] + c * g[1] ** 2]} current={0.18} slot={1} label="cut" style={{ height: 92, background: 'var(--sunken)' }} />
      <DataScatter theme={theme} points={points} curves={[{ x: xs, y: xs.map((v) => Math.sin(2 * v + 0.15)), tone: 'ink' }, { x: xs, y: xs.map((v) => Math.sin(3.2 * v + 0.7)), slot: 2 }]} label="data" style={{ height: 74, background: 'var(--sunken)' }} />
      <OutputPicture theme={theme} points={two} classes={Uint8Array.from({ length: 100 }, (_, k) => (k % 2 ? 0 : 1))} output={circle} boundary pad={0} label="classes" style={{ height: 200 }} />
      <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
        {assignStyles(methods).map((style, i) => <span key={i} style={{ display: 'flex', gap: 4, alignItems: 'center' }}><RunMark style={style} theme={theme} line size={13} />{methods[i]}</span>)}
      </div>
      <div style={{ display: 'flex', gap: 10 }}>{(['minimum', 'saddle', 'maximum', 'degenerate'] as const).map((kind) => <span key={kind}><PointMark kind={kind} theme={theme} size={16} /> {kind}</span>)}</div>
      <div style={{ display: 'flex', gap: 8 }}>
        {[himmelblau, rosenbrock, doubleWell, networkLike].map((s, i) => <MapThumb key={i} theme={theme} grid={sampled(s, i === 0 ? [[-5, 5], [-4, 4]] : [[-1.6, 1.6], [-1.2, 1.2]], 84, 60)} width={50} height={34} />)}
        {runs.length}
      </div>
    </div>
  )
}

/** What is saved, shown as the file that it is. */
function Exported({ format }: { format: 'svg' | 'png' }) {
  const [files, setFiles] = useState<readonly string[]>([])
  useEffect(() => {
    const { picture, runs } = sineScene()
    const notes = { caption: 'Square loss of one sine neuron over its weight w and bias b, 16 samples with noise 0.3. Five runs from (3.65, −0.61), 18 steps each.', link: `#/explore/${'eJyrVkrLz1eyUkpKLFKqBQAgAgS4'.repeat(12)}`, seed: 5 }
    Promise.all([exportMap(format, picture, notes), exportChart(format, { theme, title: 'Loss', yScale: 'log', playhead, directLabels: true, series: seriesOf(runs, (r) => r.values!) }, notes)])
      .then((blobs) => setFiles(blobs.map((b) => URL.createObjectURL(b))), console.error)
  }, [format])
  return <div style={{ background: '#888', padding: 10 }}><canvas hidden />{files.map((file) => <img key={file} src={file} alt="" style={{ width: 640, margin: 4, verticalAlign: 'top' }} />)}</div>
}

const scenes: Record<string, () => ReactNode> = {
  sine: () => <Framed picture={sineScene().picture} width={980} height={660} />,
  flat: () => <Framed picture={{ ...sineScene().picture, layers: { relief: false } }} width={980} height={660} />,
  coarse: () => <Framed picture={{ ...sineScene().picture, grid: sampled(sineNeuron().f, SINE_WIDE, 21, 15), progress: 0.3, caption: '21 × 15 values of 700 × 480' }} width={980} height={660} />,
  phone: () => <Framed picture={{ ...sineScene().picture, frame: 'bare', lens: undefined }} width={390} height={416} altimeter={false} />,
  plane: () => {
    const f = plane()
    const domain = [[-3.6, 4.6], [-1.4, 3.6]] as const
    const wide = [[-5, 6], [-3, 5]] as const
    const styles = assignStyles(['gradient-descent', 'gradient-descent'])
    const start = [-1.8, 2.5] as const
    const slow = descend(f, start, 14, gd(f, 0.05))
    const fast = descend(f, start, 14, gd(f, 0.1))
    return <Framed width={1320} height={726} altimeter={false} picture={{
      theme, grid: sampled(f, wide, 200, 130), domain, toneForm: 'root', levelMode: 'square', xLabel: 'ω_1', yLabel: 'ω_2', start: { x: start[0], y: start[1] }, playhead: 14, scale: 2,
      runs: [run('0', '0.05', styles[0]!, slow), run('1', '0.100', styles[1]!, fast)], points: criticalPoints(f, domain), frame: 'bare', layers: { legend: false },
    }} />
  },
  diverged: () => {
    const f = plane()
    const domain = [[-6, 6], [-3.5, 5.5]] as const
    const start = [-1.8, 2.5] as const
    return <Framed width={640} height={480} picture={{
      theme, grid: sampled(f, [[-9, 9], [-5, 7]], 200, 130), domain, xLabel: 'ω_1', yLabel: 'ω_2', start: { x: start[0], y: start[1] }, playhead: 60,
      runs: [run('0', 'GD', styleOf('gradient-descent'), descend(f, start, 60, gd(f, 0.135)), { diverged: true })], points: criticalPoints(f, domain),
    }} />
  },
  maps: () => (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(2, 640px)', gap: 8 }}>
      {MAP_NAMES.map((colours) => <Framed key={colours} width={640} height={420} picture={{ ...sineScene().picture, colours, lens: undefined }} />)}
    </div>
  ),
  more: () => (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(2, 640px)', gap: 8 }}>
      <Framed width={640} height={440} picture={{ theme, grid: sampled(himmelblau, [[-8, 8], [-6, 6]], 240, 200), domain: [[-5, 5], [-4.5, 4.5]], xLabel: 'x', yLabel: 'y', points: criticalPoints(himmelblau, [[-5, 5], [-5, 5]]) }} />
      <Framed width={640} height={440} picture={{ theme, grid: sampled(rosenbrock, [[-4, 4], [-2, 4]], 300, 200), domain: [[-2, 2], [-1, 3]], xLabel: 'x', yLabel: 'y', points: [{ x: 1, y: 1, kind: 'minimum', label: '0' }], pin: { x: -1, y: 1.5 } }} />
      <Framed width={640} height={440} picture={{ theme, grid: sampled(logarithm, [[-2, 4], [-2, 2]], 200, 130), domain: [[-1, 2], [-1, 1]], xLabel: 'x', yLabel: 'y' }} />
      <Framed width={640} height={440} picture={{
        theme, grid: sampled(networkLike, [[-1.5, 1.5], [-1, 1]], 240, 180), domain: [[-0.75, 0.75], [-0.75, 0.75]], toneForm: 'log', xLabel: 'first random direction', yLabel: 'second random direction',
        start: { x: -0.45, y: 0.34 }, playhead: 40, points: [{ x: 0, y: 0, kind: 'minimum', label: 'end of GD, 0.121' }],
        runs: [run('0', 'GD', styleOf('gradient-descent'), descend(networkLike, [-0.45, 0.34], 40, gd(networkLike, 0.004)), { outside: new Uint8Array(41).fill(1, 6) })],
      }} />
    </div>
  ),
  ends: () => {
    const { picture } = sineScene()
    const grid = sampled((x, y) => (x < 0.9 ? 0 : y > 0.8 - (x - 2) * 0.9 ? 1 : x > 4.2 ? -1 : 2), SINE_DOMAIN, 96, 66)
    return <Framed width={980} height={660} picture={{ ...picture, lens: undefined, ends: { grid, ends: ['0.49', '0.28', '0.05'] }, runs: picture.runs!.map((r) => ({ ...r, ghost: r.points.map((v, k) => v + (k % 2 ? 0.1 : 0.04)) })) }} />
  },
  anatomy: () => {
    const { picture } = sineScene()
    return <Framed width={980} height={660} picture={{
      ...picture, lens: undefined, runs: [picture.runs![3]!], over: [{ grid: sampled(sineNeuron().part(3), SINE_DOMAIN, 120, 90), slot: 2, through: 0.6, levels: [0.2, 0.4, 0.8, 1.2] }],
      arrows: [{ from: { x: 3, y: 0.9 }, to: { x: 2.8, y: 1.3 }, kind: 'gradient', label: 'gradient', slot: 3 }, { from: { x: 2.8, y: 1.3 }, to: { x: 2.3, y: 1.6 }, kind: 'momentum', label: 'momentum', slot: 3 }, { from: { x: 3, y: 0.9 }, to: { x: 2.3, y: 1.6 }, kind: 'step', label: 'step', slot: 3 }],
    }} />
  },
  svg: () => <Exported format="svg" />,
  png: () => <Exported format="png" />,
  charts: () => <Charts />,
  small: () => <Small />,
}

const scene = query.get('scene')
createRoot(document.getElementById('root')!).render(
  scene && scenes[scene] ? scenes[scene]() : <div>{Object.entries(scenes).map(([name, draw]) => <section key={name}><h2>{name}</h2>{draw()}</section>)}</div>,
)
