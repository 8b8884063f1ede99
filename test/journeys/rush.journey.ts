import { choose, open, settled, statusThat } from './explore.ts'
import { hold, journey } from './journey.ts'

/** Presses buttons and options of these names in turn, `count` times, a breath after every hundred. */
const press = (names: readonly string[], count: number): string => `(async () => {
  const names = ${JSON.stringify(names)}
  for (let i = 0; i < ${count}; i++) {
    const name = names[i % names.length]
    document.querySelector('button[aria-label="' + name + '"], [role="option"][aria-label="' + name + '"]')?.click()
    if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 0))
  }
})()`

export default [
  journey('a thousand fast clicks on play, steps and landscapes: the page still answers, and rightly', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await page.evaluate(press(['Play', 'Step', 'Pause', 'Step back', 'Reset', 'Step'], 600))
    await page.evaluate(press(['One sine neuron', 'Step', 'Double well', 'Play', 'Himmelblau', 'Undo', 'Rosenbrock', 'Redo', 'Linear regression', 'Fork here'], 400))
    await choose(page, 'Himmelblau')
    await page.getByRole('button', { name: 'Reset', exact: true }).click()
    // Himmelblau's own start: whatever was clicked before has left nothing behind
    const first = await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'it stands at the start', 40_000)
    await page.reload()
    await settled(page)
    await choose(page, 'Himmelblau')
    const again = await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'and after a reload')
    hold(first.loss === again.loss && first.gradient === again.gradient, `the same numbers as on a fresh page (${first.loss}, ${again.loss})`)
  }, { wide: true }),
]
