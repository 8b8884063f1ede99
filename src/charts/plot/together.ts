/** Two pictures of one kind on the same axes, so that what is seen beside each other can be compared. */
import type { Boxes, Mark, Plot, PlotAxis, Points, Zone } from '#figures/plot.ts'
import { plotAxis } from './axes.ts'

/** Both plots with the ranges, and the named places, that show everything of both. */
export function together(a: Plot, b: Plot): readonly [Plot, Plot] {
  const [left, right] = placed(a, b)
  const both: Plot = { ...left, marks: [...left.marks, ...right.marks] }
  const shared = (along: 'x' | 'y'): PlotAxis => {
    const axis = left[along]
    if (axis.categories) return axis
    const { from, to } = plotAxis(axis.range && right[along].range ? { ...both, [along]: { ...axis, range: united(axis.range, right[along].range) } } : both, along, 400)
    return { ...axis, range: [from, to] }
  }
  const x = shared('x'), y = shared('y')
  return [{ ...left, x, y }, { ...right, x, y }]
}

const united = (a: readonly [number, number], b: readonly [number, number]): readonly [number, number] => [Math.min(a[0], b[0]), Math.max(a[1], b[1])]

/** Named places of both, in the order of their numbers, with every mark moved to its own. */
function placed(a: Plot, b: Plot): readonly [Plot, Plot] {
  const [mine, theirs] = [a.x.categories, b.x.categories]
  if (!mine || !theirs || mine.join('\n') === theirs.join('\n')) return [a, b]
  const all = [...new Set([...mine, ...theirs])]
  if (all.every((name) => Number.isFinite(Number(name)))) all.sort((p, q) => Number(p) - Number(q))
  const move = (plot: Plot, own: readonly string[]): Plot => {
    const to = (at: number): number => all.indexOf(own[Math.ceil(at)]!) - (Math.ceil(at) - at)
    return { ...plot, x: { ...plot.x, categories: all }, marks: plot.marks.map((mark) => moved(mark, to)) }
  }
  return [move(a, mine), move(b, theirs)]
}

function moved(mark: Mark, to: (at: number) => number): Mark {
  const place = (at: number): number => (Number.isFinite(at) ? to(at) : at)
  switch (mark.mark) {
    case 'boxes': return { ...mark, groups: mark.groups.map((group) => ({ ...group, at: place(group.at) })) } satisfies Boxes
    case 'points': return { ...mark, x: mark.x.map(place) } satisfies Points
    case 'line': return { ...mark, x: mark.x.map(place) }
    case 'zone': return mark.along === 'x' ? { ...mark, from: place(mark.from), to: place(mark.to) } satisfies Zone : mark
    case 'rule': return mark.along === 'x' ? { ...mark, at: place(mark.at) } : mark
  }
}
