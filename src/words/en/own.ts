/** What the dialog for an own function says. */
export const own = {
  ownTitle: 'Own function',
  formula: 'Formula in x and y',
  formulaHint: 'Write + − * / ^, sin, cos, exp, log, sqrt, tanh, abs and numbers. Other letters become parameters with sliders.',
  parameters: 'Parameters',
  domain: 'Window',
  domainFrom: (name: string) => `${name} from`,
  domainTo: (name: string) => `${name} to`,
  from: 'from',
  to: 'to',
  domainRises: 'The second number must be larger than the first.',
  examples: 'Examples',
  keepOwn: 'Keep under this name',
  ownName: 'Name',
  kept: (title: string) => `“${title}” is kept in this browser.`,
  showOnMap: 'Show on the map',
}
