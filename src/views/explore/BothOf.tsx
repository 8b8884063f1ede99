/** One picture of two sides: what a hook takes from the stores of each. What is drawn of it acts on the side that is held. */
import type { ReactNode } from 'react'
import { type Sides, StoresContext } from '#views/stores.ts'

interface Props<T> { readonly sides: Sides; readonly use: () => T; readonly children: (left: T, right: T) => ReactNode }

export const BothOf = <T,>(props: Props<T>) => <StoresContext value={props.sides.left}><WithLeft {...props} /></StoresContext>

function WithLeft<T>({ use: useTaken, ...props }: Props<T>) {
  const left = useTaken()
  return <StoresContext value={props.sides.right}><WithBoth {...props} use={useTaken} left={left} /></StoresContext>
}

function WithBoth<T>({ sides, use: useTaken, children, left }: Props<T> & { left: T }) {
  const right = useTaken()
  return <StoresContext value={sides[sides.held]}>{children(left, right)}</StoresContext>
}
