/** The tokens of theme.css for canvas and SVG, which cannot read CSS variables. A test holds both files equal. */

export type ThemeName = 'light' | 'dark'

/** Names are those of the CSS variables, in camel case. */
export const light = {
  bg: '#FBFAF6', panel: '#FFFFFF', sunken: '#F3F1EA', hover: '#F0EEE6', soft: '#E0EDF1', line: '#E3E0D6', line2: '#CDC9BC', ctl: '#868A88',
  ink: '#15191D', ink2: '#434B52', ink3: '#626A71', accent: '#0B5C7D', onAccent: '#FFFFFF',
  danger: '#A61B2B', dangerSoft: '#F8E6E4', warn: '#8A5200', warnSoft: '#F8EEDB', ok: '#1B6B4A',
  minimum: '#0A4FA3', maximum: '#A61B2B', saddle: '#8A5200',
  /** iso-lines, their light side, and what shines round lines and words on the map */
  iso: '#173A4E', isoLight: '#FFF4D2', halo: '#FFFFFF',
} as const
export type Tokens = { readonly [name in keyof typeof light]: string }

export const dark: Tokens = {
  bg: '#0B0F12', panel: '#11161A', sunken: '#0A0D10', hover: '#1A2127', soft: '#10303C', line: '#222B32', line2: '#36424B', ctl: '#64727C',
  ink: '#EDF1F3', ink2: '#B6C0C7', ink3: '#8A96A0', accent: '#74CBE8', onAccent: '#06222D',
  danger: '#FF9A97', dangerSoft: '#33181A', warn: '#FFC766', warnSoft: '#2E2412', ok: '#5ED6A2',
  minimum: '#8CC4FF', maximum: '#FF9A97', saddle: '#FFC766',
  iso: '#BFE0E2', isoLight: '#FFF4D2', halo: '#0A1218',
}

export const tokens = (theme: ThemeName): Tokens => (theme === 'light' ? light : dark)

/** Interface and numbers; single letters of formulas. */
export const SANS = '"Inter Variable", system-ui, sans-serif'
export const MATH = 'KaTeX_Math, "Latin Modern Math", Georgia, serif'

/** Size and line height in CSS pixels, and weight. */
export const type = {
  micro: [11, 14, 500], small: [12, 16, 500], body: [13, 18, 400], value: [14, 18, 600], head: [15, 20, 600], title: [23, 29, 620],
} as const

export const spacing = [2, 4, 6, 8, 12, 16, 24, 32, 56] as const
export const radii = { thumb: 4, inset: 6, control: 8, popover: 10, card: 12 } as const
