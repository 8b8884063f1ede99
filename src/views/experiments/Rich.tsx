import { pieces } from '#charts/marks/ink.ts'
import { Letter } from '#views/controls/Letter.tsx'

/** A sentence with its letters of formulas set as such: M_G, θ₁, 10⁻⁴, as figures set them. */
export function Rich({ children }: { children: string }) {
  return pieces(children).map(({ text, math, shift }, i) => {
    // oxlint-disable-next-line react/no-array-index-key -- pieces have no identity but their place
    if (math) return <Letter key={i}>{text}</Letter>
    // oxlint-disable-next-line react/no-array-index-key -- as above
    return shift < 0 ? <sub key={i}>{text}</sub> : shift > 0 ? <sup key={i}>{text}</sup> : text
  })
}
