import { lazy, Suspense } from 'react'

const Typeset = lazy(() => import('./Typeset.tsx'))

/** A formula in TeX. The typesetter comes in a file of its own; until it is there, the plain text stands in. */
export function Formula({ tex, plain, className = '' }: { tex: string; plain?: string; className?: string }) {
  return (
    <Suspense fallback={<span className={`formula-plain ${className}`}>{plain ?? ''}</span>}>
      <Typeset tex={tex} className={className} />
    </Suspense>
  )
}
