/** What this core can do with 128-bit vectors: a loop of multiplications and additions that wait for nothing, in registers alone. */

const SUMS = 12, REPEATS = 4

/** (rounds: i32) -> f64; each round does SUMS * REPEATS multiply-adds of two doubles. */
function code(): Uint8Array<ArrayBuffer> {
  const factor = 1 + SUMS, term = factor + 1
  const get = (i: number): number[] => [0x20, i], set = (i: number): number[] => [0x21, i]
  const splat = (x: number): number[] => [0x44, ...new Uint8Array(Float64Array.of(x).buffer), 0xfd, 0x14]
  const body: number[] = [1, SUMS + 2, 0x7b]
  for (let i = 1; i <= SUMS; i++) body.push(...splat(i), ...set(i))
  body.push(...splat(0.999), ...set(factor), ...splat(0.001), ...set(term), 0x03, 0x40)
  for (let r = 0; r < REPEATS; r++) for (let i = 1; i <= SUMS; i++) body.push(...get(i), ...get(factor), 0xfd, 0xf2, 0x01, ...get(term), 0xfd, 0xf0, 0x01, ...set(i))
  body.push(...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b)
  for (let i = 1; i <= SUMS; i++) body.push(...get(i), ...(i > 1 ? [0xfd, 0xf0, 0x01] : []))
  body.push(0xfd, 0x21, 0, 0x0b)
  const length = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, n >> 7])
  const section = (id: number, contents: number[]): number[] => [id, ...length(contents.length), ...contents]
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7c]), ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]), ...section(10, [1, ...length(body.length), ...body])])
}

/** GFLOP/s, two a multiply-add: the best of several short loops. @param clock milliseconds */
export function peak(clock: () => number): number {
  const f = new WebAssembly.Instance(new WebAssembly.Module(code())).exports['f'] as (rounds: number) => number
  const ROUNDS = 1_000_000
  let best = Infinity
  for (let i = 0; i < 12; i++) {
    const before = clock()
    f(ROUNDS)
    best = Math.min(best, clock() - before)
  }
  return (ROUNDS * SUMS * REPEATS * 4) / best / 1e6
}
