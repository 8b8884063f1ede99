/** The worker of the blocks: compiling programs, and waiting for a card or for software that stands in for one, keep no page waiting. */
import * as Comlink from 'comlink'
import type { Answer, Frame } from './frame.ts'
import { Renderer } from './renderer.ts'

let renderer: Renderer | undefined

const service = {
  /** @returns whether there is WebGL 2 */
  begin(told: (well: boolean) => void): boolean {
    renderer = Renderer.on(new OffscreenCanvas(1, 1), told)
    return renderer !== undefined
  },
  async draw(frame: Frame): Promise<Answer | undefined> {
    const answer = await renderer?.draw(frame)
    return answer?.picture ? Comlink.transfer(answer, [answer.picture]) : answer
  },
}
export type RendererService = typeof service

Comlink.expose(service)
