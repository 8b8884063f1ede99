import { choose, open, settled, statusThat } from './explore.ts'
import { hold, journey } from './journey.ts'
import { copyLink, setSpeed, settledGround } from './scene.ts'

export default [
  journey('without a network, a page that is open goes on: landscapes, runs, own functions, links', async ({ page, context, base, note, expectConsole }) => {
    expectConsole(/Failed to load resource|ERR_INTERNET_DISCONNECTED|dynamically imported module/)
    await open(page, base)
    await settled(page)
    await settledGround(page)
    await context.setOffline(true)
    await choose(page, 'One sine neuron')
    await settledGround(page)
    await setSpeed(page, 0)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await statusThat(page, 'SGD', (s) => s.step === 80, 'the film plays to its end')
    hold((await copyLink(page)).length > 100, 'links are made')
    const missing: string[] = []
    for (const [name, act, sees] of [
      ['find', () => page.keyboard.press('/'), () => page.getByRole('combobox', { name: 'Find' })],
      ['help', () => page.keyboard.press('?'), () => page.getByRole('dialog', { name: 'Keys and help' })],
      ['export', () => page.getByRole('button', { name: 'Export', exact: true }).click(), () => page.getByRole('dialog', { name: 'Export' })],
      ['own function', () => page.getByRole('button', { name: 'Own function', exact: true }).click(), () => page.getByRole('textbox', { name: 'Formula in x and y' })],
      ['California housing', () => page.getByRole('option', { name: 'California housing', exact: true }).click(), () => page.getByRole('heading', { level: 1, name: 'California housing' })],
    ] as const) {
      await act()
      await sees().waitFor({ timeout: 4000 }).catch(() => void missing.push(name))
      hold((await page.getByRole('heading', { name: 'This part of the page has stopped.' }).count()) === 0, `${name}: the page does not stop because a part of it cannot be loaded`)
      await page.keyboard.press('Escape')
    }
    if (missing.length) note(`not there without a network: ${missing.join(', ')}`)
    await choose(page, 'Himmelblau')
    await settled(page)
  }, { wide: true }),
]
