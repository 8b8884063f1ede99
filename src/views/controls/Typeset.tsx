import 'katex/dist/katex.min.css'
import katex from 'katex'
import { useMemo } from 'react'

/** TeX by KaTeX, with MathML beside it for screen readers. A formula that cannot be set is shown as it is written. */
export default function Typeset({ tex, className }: { tex: string; className: string }) {
  const html = useMemo(() => katex.renderToString(tex, { throwOnError: false, output: 'htmlAndMathml', strict: false }), [tex])
  return <span className={`formula ${className}`} dangerouslySetInnerHTML={{ __html: html }} />
}
