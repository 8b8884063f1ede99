import { Component, type ReactNode } from 'react'
import { Button } from '#views/controls/Button.tsx'
import { words } from '#words/index.ts'

interface BoundaryProps { children: ReactNode; onFresh: () => void }

/** When a part of the page fails: what happened, and ways on. What is computed elsewhere goes on. */
export class Boundary extends Component<BoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    const clear = (): void => this.setState({ error: undefined })
    return (
      <main className="crashed" role="alert">
        <h1>{words.shell.crashed}</h1>
        <p>{words.shell.crashedWhy(error.message)}</p>
        <p className="crashed-ways">
          <Button look="primary" onClick={clear}>{words.shell.again}</Button>
          <Button onClick={() => {
            this.props.onFresh()
            clear()
          }}>{words.shell.fresh}</Button>
          <Button look="quiet" onClick={() => void navigator.clipboard.writeText(`${error.stack ?? error.message}\n${location.href}`)}>{words.shell.copyForReport}</Button>
        </p>
      </main>
    )
  }
}
