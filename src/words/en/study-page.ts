import { count, formatValue } from '../numbers.ts'

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second'
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  return `${formatValue(seconds / 3600, 2)} hours`
}
const about = (seconds: number): string => (seconds < 1 ? duration(seconds) : `about ${duration(seconds)}`)
const day = (iso: string): string => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const memory = (bytes: number): string => `${formatValue(Math.max(1, bytes / 1e6), 2)} MB`
const parts = (jobs: number): string => count(jobs, 'part')

export const studyPage = {
  list: 'Experiments',
  choose: 'Choose an experiment',
  scenes: 'Best seen in Explore',
  scenesHint: 'Opens in Explore',
  findPlaceholder: 'An experiment, a scene, something to do', findGroups: { experiments: 'Experiments', scenes: 'Best seen in Explore', actions: 'Actions' },
  figureOf: (at: number, of: number) => `figure ${at} of ${of}`, figureBefore: 'The figure before', figureAfter: 'The next figure',
  keys: [
    { group: 'Experiment', rows: [['Space', 'run and pause'], ['[ and ]', 'the experiment before and after'], ['B', 'put another result beside it, or take it away']] },
    { group: 'Figure', rows: [['Tab', 'to a figure'], ['arrows', 'from point to point'], ['Enter', 'open the point in Explore'], ['Esc', 'let it go']] },
    { group: 'Presentation', rows: [['Page Up, Page Down', 'the figure before and after'], ['Space', 'run and pause'], ['B', 'blank the screen'], ['Esc', 'leave']] },
    { group: 'Page', rows: [['/', 'find'], ['L', 'copy the link'], ['?', 'this list']] },
  ] as readonly { readonly group: string; readonly rows: readonly (readonly [string, string])[] }[],
  run: 'Run', pause: 'Pause', stop: 'Stop and keep', afresh: 'Compute afresh',
  preset: 'Size', sizes: { quick: 'Quick', thesis: 'As in the thesis', own: 'Your own values' },
  putBeside: 'Put another beside it', besideName: 'Two results beside each other', takeAway: 'Take B away', settingsOf: 'Settings of', same: 'the same settings',
  oneSize: 'As in the thesis: it takes seconds.',
  measuring: 'Measuring how long it would take here.',
  estimate: (jobs: number, seconds: number, threads: number, bytes: number) => `${parts(jobs)}, ${about(seconds)} here on ${count(threads, 'thread')}, ${memory(bytes)} of memory.`,
  showBeforehand: 'Show the result as in the thesis, computed beforehand',
  thesisBeforehand: 'As in the thesis: computed beforehand, shown at once.',
  thesisEstimate: (jobs: number, seconds: number) => (seconds === 0 ? `As in the thesis: ${parts(jobs)}, all kept here already.` : `As in the thesis: ${parts(jobs)}, ${about(seconds)} here.`),
  timeLeft: (seconds: number | undefined): readonly [string, string] => (seconds === undefined ? ['', 'Beginning'] : [duration(seconds), 'left']),
  done: (done: number, jobs: number) => `${done.toLocaleString('en')} of ${parts(jobs)}`,
  percent: (share: number) => `${Math.floor(100 * share)} % of the work`,
  progress: 'Progress',
  states: {
    idle: '', running: '',
    paused: (share: number) => `Paused at ${Math.floor(100 * share)} %. Run goes on from there.`,
    stopped: (share: number) => `Stopped at ${Math.floor(100 * share)} %; what is done is kept. Run goes on from there.`,
    found: (kept: number, jobs: number) => `${kept.toLocaleString('en')} of ${parts(jobs)} are kept from before. Run goes on from there.`,
    goesOn: 'Run goes on from there.',
    done: 'Done.',
    allKept: 'Done before, and kept in this browser.',
    failed: (why: string) => `It broke off: ${why} What is done is kept. Run goes on from there.`,
  },
  beforehand: 'Computed beforehand.',
  /** Which parts came with the page, and what computed them. */
  fromBeforehand: (found: number, jobs: number, { version, kernel, node, date, seconds, threads }: { readonly version: string; readonly kernel: string; readonly node: string; readonly date: string; readonly seconds: number; readonly threads: number }, whole: boolean) =>
    `${found === jobs ? `All ${parts(jobs)} were` : `${found.toLocaleString('en')} of ${parts(jobs)} were`} computed beforehand, on ${day(date)}${whole ? ` in ${duration(seconds)} on ${count(threads, 'thread')}` : ''}, by Thalweg ${version} (${kernel} kernel, Node ${node.replace('v', '')}).`,
  here: 'Compute it here', takeBeforehand: 'Show what was computed beforehand',
  aside: 'What was computed beforehand is left aside: every part is computed here.',
  agrees: (differing: number, jobs: number) => (differing === 0 ? 'Computed here, and to the last bit what was computed beforehand.' : `Computed here. ${differing.toLocaleString('en')} of ${parts(jobs)} differ from those computed beforehand: another kernel rounds the last bits otherwise.`),
  takenUp: (kept: number) => `Taken up again: ${parts(kept)} were kept.`,
  keeping: 'Parts that are done are kept in this browser. After a reload or a closed tab the run goes on with them, and ends with the same numbers to the last bit.',
  parameters: 'Parameters', differs: 'differs from the thesis', inThesis: (value: string) => `thesis ${value}`,
  refused: (message: string) => `This cannot be: ${message}.`,
  listExpected: 'Type numbers with commas between them, such as 1, 2, 5.',
  newSeed: 'Another seed',
  soFar: 'So far:',
  options: { 'mnist-3-vs-6': 'MNIST 3 against 6', 'robbins-monro': '1/k', 'piecewise-constant': 'Halved in stages', 'exponential-decay': 'Exponential', rosenbrock: 'Rosenbrock' } as Readonly<Record<string, string>>,
  show: 'Show', shows: { boxes: 'boxes', points: 'points', both: 'both' },
  data: 'Data', dataSaid: (samples: number, ones: number) => `The ${samples} points of the thesis, point for point. ${ones} are of class 1.`,
  drawing: 'Drawing it.', computedAgain: (share: number) => `Computing this run again to its end: ${Math.floor(100 * share)} %.`,
  right: (right: number, samples: number) => `${right} of ${samples} right`,
  portrait: (name: string, right: number | undefined, samples: number) => `${name}: what the network says over its inputs${right === undefined ? '' : `, ${right} of ${samples} right`}.`,
  portraitFault: (why: string) => `This network could not be drawn: ${why}`,
  notRun: 'not run yet', noneSoFar: (name: string) => `${name}, none so far`,
  legend: 'Boxes: quartiles and median; whiskers reach the least and the greatest.',
  medians: (name: string) => `Median, ${name}`,
  falsify: 'What would falsify this',
  falsifiedIf: 'Falsified if:',
  verdicts: { holds: 'not falsified', fails: 'falsified', open: 'open' },
  hypotheses: 'Hypotheses of the theorem', holds: 'holds', fails: 'does not hold', unknown: 'not known yet',
  caveats: 'With care',
  numbers: (rows: number) => `Numbers, ${count(rows, 'row')}`,
  firstRows: (shown: number, rows: number) => `The first ${shown} of ${rows.toLocaleString('en')} rows. “Table, CSV” saves them all.`,
  exports: 'Export', svg: 'Figure, SVG', png: 'Figure, PNG', csv: 'Table, CSV', recipe: 'Recipe, JSON',
  recipeHint: 'The spec. “lab run” computes the same answer from it.',
  recipeColumn: 'recipe',
  open: 'Open in Explore', opening: 'Opening', notOpened: (why: string) => `This run could not be opened: ${why}`,
  runOf: (title: string, x: string) => `${title}, ${x}`,
  pointHint: 'Arrow keys go from point to point; Enter opens one in Explore.',
  pointHintPlain: 'Arrow keys go from point to point.',
  unknownKind: 'This link asks for an experiment that this version does not have. Another is shown in its place.',
  refusedSpec: (line: string) => `This link cannot be used as it is (${line}). The quick values are shown in its place.`,
  notKept: 'This browser does not let the page keep what it computes. A reload begins from nothing.',
}
