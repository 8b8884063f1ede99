import { lazy, Suspense } from 'react'
import { firstPicture } from '#charts/first-picture.ts'

/** Without the typesetter a formula stays as it is written. */
const plainly = { default: ({ tex, className }: { tex: string; className: string }) => <code className={`formula-plain ${className}`}>{tex}</code> }
const Typeset = lazy(() => firstPicture.then(() => import('./Typeset.tsx')).catch(() => plainly))

/** A formula in TeX. The typesetter comes in a file of its own; until it is there, the plain text stands in. */
export function Formula({ tex, plain, className = '' }: { tex: string; plain?: string; className?: string }) {
  return (
    <Suspense fallback={<span className={`formula-plain ${className}`}>{plain ?? ''}</span>}>
      <Typeset tex={tex} className={className} />
    </Suspense>
  )
}
