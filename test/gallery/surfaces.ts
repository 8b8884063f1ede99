/** Small landscapes with all that a map can show, computed here so that the gallery stands on charts alone. */
import type { Grid } from '#figures/figure.ts'
import type { Domain, MapPoint } from '#charts/props.ts'

export type Surface = (x: number, y: number) => number

/** mulberry32: the gallery needs repeatable noise, not good noise. */
export function noise(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
export const normal = (draw: () => number): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())

export function sampled(f: Surface, domain: Domain, columns: number, rows: number): Grid {
  const axis = ([a, b]: readonly [number, number], n: number) => Float64Array.from({ length: n }, (_, i) => a + ((b - a) * i) / (n - 1))
  const x = axis(domain[0], columns)
  const y = axis(domain[1], rows)
  const values = new Float64Array(columns * rows)
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) values[j * columns + i] = f(x[i]!, y[j]!)
  return { figure: 'grid', x, y, values }
}

const H = 1e-4
export const gradient = (f: Surface, x: number, y: number): [number, number] => [(f(x + H, y) - f(x - H, y)) / (2 * H), (f(x, y + H) - f(x, y - H)) / (2 * H)]
export function hessian(f: Surface, x: number, y: number): [number, number, number] {
  const c = f(x, y)
  return [
    (f(x + H, y) - 2 * c + f(x - H, y)) / (H * H),
    (f(x + H, y + H) - f(x + H, y - H) - f(x - H, y + H) + f(x - H, y - H)) / (4 * H * H),
    (f(x, y + H) - 2 * c + f(x, y - H)) / (H * H),
  ]
}

/** Newton from a lattice of starts; each point once. */
export function criticalPoints(f: Surface, domain: Domain): MapPoint[] {
  const found: MapPoint[] = []
  for (let j = 0; j <= 16; j++)
    for (let i = 0; i <= 20; i++) {
      let x = domain[0][0] + ((domain[0][1] - domain[0][0]) * i) / 20
      let y = domain[1][0] + ((domain[1][1] - domain[1][0]) * j) / 16
      for (let k = 0; k < 30; k++) {
        const [gx, gy] = gradient(f, x, y)
        const [a, b, c] = hessian(f, x, y)
        const d = a * c - b * b
        let sx = (c * gx - b * gy) / d
        let sy = (a * gy - b * gx) / d
        const long = Math.hypot(sx, sy)
        if (!(long < Infinity)) break
        if (long > 0.3) {
          sx *= 0.3 / long
          sy *= 0.3 / long
        }
        x -= sx
        y -= sy
      }
      const [gx, gy] = gradient(f, x, y)
      if (!(Math.hypot(gx, gy) < 1e-5) || x < domain[0][0] || x > domain[0][1] || y < domain[1][0] || y > domain[1][1]) continue
      if (found.some((p) => Math.hypot(p.x - x, p.y - y) < 0.02)) continue
      const [a, b, c] = hessian(f, x, y)
      const mean = (a + c) / 2
      const part = Math.hypot((a - c) / 2, b)
      const kind = mean - part > 0 ? 'minimum' : mean + part < 0 ? 'maximum' : 'saddle'
      const angle = Math.atan2(2 * b, a - c) / 2 + Math.PI / 2
      found.push({ x, y, kind, label: f(x, y).toFixed(2), ...(kind === 'saddle' ? { downhill: [Math.cos(angle), Math.sin(angle)] as const } : {}) })
    }
  return found
}

/** Unit-speed flow from each saddle: down along its downhill direction, or up across it. */
export function flowLines(f: Surface, points: readonly MapPoint[], way: 'down' | 'up', domain: Domain): Float64Array[] {
  const step = (domain[0][1] - domain[0][0]) / 900
  return points.filter((p) => p.kind === 'saddle').flatMap((p) => [1, -1].map((sign) => {
    const [vx, vy] = p.downhill!
    const [ux, uy] = way === 'down' ? [vx, vy] : [-vy, vx]
    let x = p.x + sign * ux * step * 2
    let y = p.y + sign * uy * step * 2
    const line = [p.x, p.y, x, y]
    const s = way === 'down' ? -1 : 1
    let lastX = 0
    let lastY = 0
    for (let k = 0; k < 4000; k++) {
      const [gx, gy] = gradient(f, x, y)
      const long = Math.hypot(gx, gy)
      const dx = (s * gx) / long
      const dy = (s * gy) / long
      if (!(long > 1e-9) || dx * lastX + dy * lastY < 0) break
      lastX = dx
      lastY = dy
      x += dx * step
      y += dy * step
      line.push(x, y)
    }
    return Float64Array.from(line)
  }))
}

/** One sine neuron, 16 samples: loss(w, b) = mean (y - sin(w x + b))^2. */
export function sineNeuron(): { readonly f: Surface; readonly part: (k: number) => Surface; readonly x: Float64Array; readonly y: Float64Array } {
  const draw = noise(Number(globalThis.location ? new URLSearchParams(location.search).get("seed") ?? 11 : 11))
  const x = Float64Array.from({ length: 16 }, () => -2.6 + 5 * draw())
  const y = x.map((v) => Math.sin(2 * v + 0.15) + 0.22 * normal(draw))
  const part = (k: number): Surface => (w, b) => (y[k]! - Math.sin(w * x[k]! + b)) ** 2
  const f: Surface = (w, b) => {
    let sum = 0
    for (let k = 0; k < 16; k++) sum += (y[k]! - Math.sin(w * x[k]! + b)) ** 2
    return sum / 16
  }
  return { f, part, x, y }
}

/** Linear regression of the thesis: y = x1 + x2 + noise, x uniform on [0, 4]^2. */
export function plane(): Surface {
  const draw = noise(3)
  const rows = Array.from({ length: 100 }, () => {
    const a = 4 * draw()
    const b = 4 * draw()
    return [a, b, a + b + normal(draw)] as const
  })
  return (u, v) => rows.reduce((sum, [a, b, y]) => sum + (u * a + v * b - y) ** 2, 0) / 100
}

export const himmelblau: Surface = (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2
export const rosenbrock: Surface = (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2
export const doubleWell: Surface = (x, y) => x * x - y * y + y ** 4 / 4
/** Not defined on the left. */
export const logarithm: Surface = (x, y) => x * x + y * y - Math.log(x)
/** Shaped like the loss of a network on a plane: sharp in the middle, level far out. */
export const networkLike: Surface = (x, y) => Math.log(1 + 40 * ((x - 0.02) ** 2 + 0.7 * (y + 0.05) ** 2) + 6 * Math.abs(x * y + 0.3 * Math.sin(5 * x + 2 * y))) * 0.7 + 0.12

export interface Descent { readonly path: Float64Array; readonly values: Float64Array }

/** Descent by a step rule; `pick` names the samples of a step. */
export function descend(full: Surface, start: readonly [number, number], steps: number, move: (theta: readonly [number, number], k: number) => readonly [number, number]): Descent {
  const path = new Float64Array(2 * steps + 2)
  const values = new Float64Array(steps + 1)
  let theta = start
  for (let k = 0; k <= steps; k++) {
    path.set(theta, 2 * k)
    values[k] = full(theta[0], theta[1])
    theta = move(theta, k)
  }
  return { path, values }
}

export const gd = (f: Surface, a: number) => (t: readonly [number, number]): readonly [number, number] => {
  const [gx, gy] = gradient(f, t[0], t[1])
  return [t[0] - a * gx, t[1] - a * gy]
}
export const batch = (part: (k: number) => Surface, n: number, size: number, a: number, seed: number) => {
  const draw = noise(seed)
  return (t: readonly [number, number]): readonly [number, number] => {
    let gx = 0
    let gy = 0
    for (let i = 0; i < size; i++) {
      const [x, y] = gradient(part(Math.floor(draw() * n)), t[0], t[1])
      gx += x / size
      gy += y / size
    }
    return [t[0] - a * gx, t[1] - a * gy]
  }
}
export const momentum = (f: Surface, a: number, mu: number) => {
  let mx = 0
  let my = 0
  return (t: readonly [number, number]): readonly [number, number] => {
    const [gx, gy] = gradient(f, t[0], t[1])
    mx = mu * mx + gx
    my = mu * my + gy
    return [t[0] - a * mx, t[1] - a * my]
  }
}
export const adam = (f: Surface, a: number) => {
  const m = [0, 0]
  const v = [0, 0]
  return (t: readonly [number, number], k: number): readonly [number, number] => {
    const g = gradient(f, t[0], t[1])
    const next = [0, 1].map((i) => {
      m[i] = 0.9 * m[i]! + 0.1 * g[i]!
      v[i] = 0.999 * v[i]! + 0.001 * g[i]! * g[i]!
      return t[i]! - (a * (m[i]! / (1 - 0.9 ** (k + 1)))) / (Math.sqrt(v[i]! / (1 - 0.999 ** (k + 1))) + 1e-8)
    })
    return [next[0]!, next[1]!]
  }
}
