/** What stands on the page with its first picture, or is said of it by a key. What stands round the map is in panels.ts. */
export const explore = {
  // landscape
  collapse: 'Collapse to pictures',
  expand: 'Show names',

  // map
  mapName: (title: string, which?: string) => `Loss landscape of ${title}${which ? `, ${which}` : ''}`,
  layers: 'Layers',
  mapHelp: 'Arrow keys move a cursor, Enter sets the start there, P pins the point. Plus and minus zoom, Alt and arrows move the view, 0 shows all.',
  gridCaption: (columns: number, rows: number, share: number) => `${columns} × ${rows} values${share < 1 ? `, ${Math.floor(share * 100)} % refined` : ''}`,
  sampledCaption: (sampled: number, all: number, share: number) => `on ${sampled} of ${all.toLocaleString('en')} samples${share < 1 ? `; all of them, ${Math.floor(share * 100)} %` : ''}`,
  minimaOnly: (points: number) => `of ${points} critical points only the minima are marked; zoom in to see the others`,
  linesLeftOut: (saddles: number) => `the lines of ${saddles} saddles are left out; zoom in to see them`,
  start: 'start',
  startAt: (x: string, a: string, y: string, b: string) => `${x} ${a}, ${y} ${b}`,
  cursor: (x: string, a: string, y: string, b: string, loss: string, gradient: string) => `${x} ${a}, ${y} ${b}: loss ${loss}, gradient ${gradient}`,

  // charts
  loss: 'Loss',
  gradientNorm: 'Gradient norm',
  stepSize: 'Step size',
  stability: 'Step size × sharpness',

  // runs
  runs: 'Runs',
  planeAndRuns: 'Plane and runs',

  // first visit
  hello: 'Drag the ring named “start”, or a step size: every path is computed again as you move.',
  helloWhy: 'Just below 2/L, gradient descent zig-zags.',
  tryTitle: 'Try',
  tries: [
    'Take gradient descent past 2/L: it diverges.',
    'Take it below 1/L: the zig-zag is gone.',
    'Give SGD a larger batch: it grows calm.',
  ],
  tried: 'done',
  helloClose: 'Put away',
}
