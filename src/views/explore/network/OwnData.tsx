import { FolderOpen, Undo2 } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { DataScatter } from '#charts/DataScatter.tsx'
import { LINK_LIMIT } from '#spec/codec.ts'
import type { KindSpec } from '#spec/kind.ts'
import { dataOf, type DrawnPoint, drawnData, drawnFault, readTable, TableError } from '#stores/own-data.ts'
import { addressOf } from '#stores/permalink.ts'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { build as words } from '#words/build.ts'
import { useTheme } from '../runs.ts'

const WAYS = ['draw', 'text'] as const

/** Data of one's own: drawn, pasted, or from a file. */
export function OwnData({ data, onData, onLong }: { data: KindSpec | undefined; onData: (data: KindSpec) => void; onLong: (long: boolean) => void }) {
  const [way, setWay] = useState<(typeof WAYS)[number]>('draw')
  return (
    <div className="own-data">
      <Segmented name={words.how} look="soft" value={way} options={WAYS.map((value) => ({ value, label: words.ways[value] }))} onChange={setWay} />
      {way === 'draw' ? <Drawn data={data} onData={onData} /> : <Written onData={onData} />}
      <LinkNote data={data} onLong={onLong} />
    </div>
  )
}

/** Said where a link would be cut by what sends it. */
function LinkNote({ data, onLong }: { data: KindSpec | undefined; onLong: (long: boolean) => void }) {
  const stores = useStores()
  const [length, setLength] = useState(0), race = useLab((s) => s.race)
  useEffect(() => {
    let wanted = true
    // the map shows them a moment after they are set
    const timer = setTimeout(() => void addressOf(stores.scene()).then((address) => wanted && setLength(address.length)), 400)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [stores, race])
  const long = data !== undefined && length > LINK_LIMIT
  useEffect(() => {
    onLong(long)
    return () => onLong(false)
  }, [onLong, long])
  return long ? <p className="build-note" role="status">{words.tooLongForLink(length, LINK_LIMIT)}</p> : null
}

const PENS = ['one', 'zero', 'curve'] as const
type Pen = (typeof PENS)[number]
/** What the drawing shows: its scale is that of the standard data. */
const X: readonly [number, number] = [-1.8, 1.8], Y: readonly [number, number] = [-1.2, 1.2]
/** A drag sets points no nearer to each other. Pixels. */
const APART = 11
const STEP = 0.1
const MOST_POINTS = 400

const isDrawn = (data: KindSpec | undefined): data is KindSpec => data?.kind === 'inline' && (data['inputs'] as readonly (readonly number[])[]).length <= MOST_POINTS && (data['inputs'] as readonly (readonly number[])[])[0]!.length <= 2 && (data['targets'] as readonly (readonly number[])[])[0]!.length === 1

/** Points of the data as they would have been drawn. */
function pointsIn(data: KindSpec | undefined): { readonly points: readonly DrawnPoint[]; readonly curve: boolean } {
  if (!isDrawn(data)) return { points: [], curve: false }
  const inputs = data['inputs'] as readonly (readonly number[])[], targets = data['targets'] as readonly (readonly number[])[], curve = inputs[0]!.length === 1
  if (!curve && !targets.every(([y]) => y === 0 || y === 1)) return { points: [], curve: false }
  return { curve, points: inputs.map(([x, y], i) => (curve ? { x: x!, y: targets[i]![0]!, class: 0 } : { x: x!, y: y!, class: targets[i]![0] as 0 | 1 })) }
}

function Drawn({ data, onData }: { data: KindSpec | undefined; onData: (data: KindSpec) => void }) {
  const theme = useTheme()
  const [begun] = useState(() => pointsIn(data))
  const [points, setPoints] = useState(begun.points), [pen, setPen] = useState<Pen>(begun.curve ? 'curve' : 'one'), [cross, setCross] = useState<readonly [number, number]>()
  const last = useRef<readonly [number, number] | undefined>(undefined)
  const curve = pen === 'curve', fault = drawnFault(points, curve)
  const take = (next: readonly DrawnPoint[], isCurve = curve): void => {
    setPoints(next)
    if (drawnFault(next, isCurve) === undefined) onData(drawnData(next, isCurve))
  }
  const add = (x: number, y: number): void => {
    if (points.length < MOST_POINTS) take([...points, { x: round(x), y: round(y), class: pen === 'zero' ? 0 : 1 }])
  }
  const choose = (next: Pen): void => {
    setPen(next)
    // points of classes are no curve, nor the other way round
    if ((next === 'curve') !== curve) setPoints([])
  }
  function at(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect(), px = event.clientX - box.left, py = event.clientY - box.top
    if (last.current && Math.hypot(px - last.current[0], py - last.current[1]) < APART) return
    last.current = [px, py]
    add(X[0] + (px / box.width) * (X[1] - X[0]), Y[1] - (py / box.height) * (Y[1] - Y[0]))
  }
  function key(event: KeyboardEvent): void {
    const [x, y] = cross ?? [0, 0], move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key]
    if (move) setCross([Math.max(X[0], Math.min(X[1], x + STEP * move[0]!)), Math.max(Y[0], Math.min(Y[1], y + STEP * move[1]!))])
    else if (event.key === 'Enter' || event.key === ' ') add(x, y)
    else if (event.key === 'Backspace') take(points.slice(0, -1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const flat = useMemo(() => Float64Array.from(points.flatMap(({ x, y }) => [x, y])), [points])
  const classes = useMemo(() => (curve ? undefined : Uint8Array.from(points, (p) => p.class)), [points, curve])
  return (
    <>
      <div className="build-row">
        <Segmented name={words.pen} value={pen} options={PENS.map((value) => ({ value, label: words.pens[value] }))} onChange={choose} />
        <IconButton icon={Undo2} size={15} className="small" name={words.takeBack} disabled={points.length === 0} onClick={() => take(points.slice(0, -1))} />
        <Button look="quiet" disabled={points.length === 0} onClick={() => setPoints([])}>{words.clear}</Button>
      </div>
      <div className="own-canvas" role="application" aria-roledescription={words.canvas} aria-label={`${words.canvas}: ${words.canvasValue(points.length)}. ${words.canvasHint}`} tabIndex={0} onKeyDown={key} onFocus={() => setCross((c) => c ?? [0, 0])} onBlur={() => setCross(undefined)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = undefined
          at(event)
        }} onPointerMove={(event) => {
          if (event.buttons === 1 && last.current) at(event)
        }} onPointerUp={() => {
          last.current = undefined
        }}>
        <DataScatter theme={theme} points={flat} {...(classes ? { classes } : {})} xRange={X} yRange={Y} equalScale={false} pad={0} />
        {cross && <span className="own-cross" aria-hidden style={{ left: `${(100 * (cross[0] - X[0])) / (X[1] - X[0])}%`, top: `${(100 * (Y[1] - cross[1])) / (Y[1] - Y[0])}%` }} />}
      </div>
      <p className="build-note" role="status">{fault ?? words.canvasHint}</p>
    </>
  )
}
const round = (v: number): number => Number(v.toFixed(2))

/** Files beyond this are not read. */
const MOST_BYTES = 5_000_000
const SHOWN_ROWS = 4

function Written({ onData }: { onData: (data: KindSpec) => void }) {
  const [text, setText] = useState(''), [target, setTarget] = useState<number>(), [standardise, setStandardise] = useState(true), [refused, setRefused] = useState<string>()
  const id = useId(), file = useRef<HTMLInputElement>(null)
  const { table, made, fault } = useMemo(() => {
    if (text.trim() === '') return {}
    let table
    try {
      table = readTable(text)
      return { table, made: dataOf(table, Math.min(target ?? Infinity, table.columns.length - 1), standardise) }
    } catch (error) {
      if (error instanceof TableError) return { table, fault: error.message }
      throw error
    }
  }, [text, target, standardise])
  const chosen = table && Math.min(target ?? Infinity, table.columns.length - 1), wrong = refused ?? fault
  async function open(from: File | undefined): Promise<void> {
    if (!from) return
    setRefused(from.size > MOST_BYTES ? words.fileTooLarge : undefined)
    if (from.size <= MOST_BYTES) setText(await from.text())
  }
  return (
    <>
      <div className="build-row"><label htmlFor={id} className="build-note">{words.pasteHint}</label></div>
      <textarea id={id} className="own-text" aria-label={words.paste} rows={5} spellCheck={false} value={text} aria-invalid={wrong !== undefined} aria-describedby={`${id}-fault`} onDragOver={(event) => event.preventDefault()} onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        void open(event.dataTransfer.files[0])
      }} onChange={(event) => {
        setRefused(undefined)
        setText(event.target.value)
      }} />
      {wrong !== undefined && <p id={`${id}-fault`} className="own-fault" role="alert">{wrong}</p>}
      {table && chosen !== undefined && (
        <div className="own-preview" role="region" aria-label={words.preview(table.rows.length, table.columns.length)} tabIndex={0}>
          <table className="num"><thead><tr>{table.columns.map((name, j) => <th key={`${j}-${name}`} className={j === chosen ? 'target' : ''}>{name}</th>)}</tr></thead>
            <tbody>{table.rows.slice(0, SHOWN_ROWS).map((row, i) => <tr key={table.lines[i]}>{row.map((cell, j) => <td key={`${j}-${table.columns[j]!}`} className={j === chosen ? 'target' : ''}>{cell}</td>)}</tr>)}</tbody></table>
          <p className="build-note">{words.preview(table.rows.length, table.columns.length)}</p>
        </div>
      )}
      {made?.sentences.map((sentence) => <p key={sentence} className="build-note">{sentence}</p>)}
      <div className="build-row">
        <Button icon={FolderOpen} onClick={() => file.current?.click()}>{words.open}</Button>
        <input ref={file} type="file" hidden accept=".csv,.tsv,.txt,text/csv,text/plain" aria-label={words.open} onChange={(event) => {
          void open(event.target.files?.[0])
          event.target.value = ''
        }} />
        {table && chosen !== undefined && <><span>{words.targetColumn}</span><Select name={words.targetColumn} value={String(chosen)} options={table.columns.map((label, j) => ({ value: String(j), label }))} onChange={(j) => setTarget(Number(j))} /></>}
        <label className="inline-check"><input type="checkbox" checked={standardise} onChange={(event) => setStandardise(event.target.checked)} />{words.standardise}</label>
        <Button look="primary" disabled={!made} onClick={() => made && onData(made.data)}>{words.use}</Button>
      </div>
    </>
  )
}
