import '#charts/theme.css'
import '#views/controls/controls.css'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { optimizers } from '#optimizers/registry.ts'
import { FieldControl, fill, KindControl } from '#views/controls/FieldControl.tsx'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'

function Slider({ told, settled = () => {}, from = 0.1 }: { told: (value: number) => void; settled?: () => void; from?: number }) {
  const [value, setValue] = useState(from)
  return (
    <div style={{ width: 400 }}>
      <LogSlider name="Step size" value={value} range={[0.001, 1]} valueText={String(value)} home={0.05} end={0.2} onSettle={settled} onReset={() => setValue(0.05)} onChange={(v) => {
        setValue(v)
        told(v)
      }} />
    </div>
  )
}

test('keys move a logarithmic slider by shares of its value, and Home and End go to its marks', async () => {
  const told: number[] = []
  await render(<Slider told={(v) => told.push(v)} />)
  const slider = page.getByRole('slider', { name: 'Step size' })
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}{Home}{End}')
  expect(told).toEqual([0.102, 0.122, 0.05, 0.2])
  await expect.element(slider).toHaveAttribute('aria-valuetext', '0.2')
})

test('a press anywhere on the track goes there, and the gesture ends with the press', async () => {
  const told: number[] = []
  let settled = 0
  await render(<Slider told={(v) => told.push(v)} settled={() => settled++} />)
  const track = page.getByRole('slider', { name: 'Step size' }).element().parentElement!
  const { width, height } = track.getBoundingClientRect()
  await userEvent.click(track, { position: { x: width / 3, y: height / 2 } })
  expect(told.at(-1)).toBeCloseTo(0.01, 2) // a third of three decades above 0.001
  expect(settled).toBe(1)
})

test('a value beyond the track stands at its end and is kept as it is', async () => {
  await render(<Slider told={() => {}} from={7} />)
  const slider = page.getByRole('slider', { name: 'Step size' })
  await expect.element(slider).toHaveAttribute('aria-valuenow', '7')
  expect((slider.element() as HTMLElement).style.left).toBe('100%')
})

test('a typed number is taken with Enter; what cannot be is told beside it and the old one stays', async () => {
  const told: number[] = []
  await render(<NumberInput name="Seed" value={3} expected="Type a whole number." refuse={(v) => (Number.isInteger(v) ? undefined : 'Type a whole number.')} onChange={(v) => told.push(v)} />)
  const box = page.getByRole('textbox', { name: 'Seed' })
  await userEvent.fill(box, '2.5')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Type a whole number.')
  await expect.element(box).toHaveAttribute('aria-invalid', 'true')
  expect(told).toEqual([])
  await userEvent.fill(box, '12')
  await userEvent.keyboard('{Enter}')
  expect(told).toEqual([12])
})

test('Escape gives a field back what it had', async () => {
  await render(<NumberInput name="Seed" value={3} expected="Type a number." onChange={() => {}} />)
  const box = page.getByRole('textbox', { name: 'Seed' })
  await userEvent.fill(box, '99')
  await userEvent.keyboard('{Escape}')
  await expect.element(box).toHaveValue('3')
})

test('every field of every method has a control made from it', async () => {
  for (const kind of optimizers.kinds) {
    const spec = fill(kind, {})
    const fields = Object.entries(kind.fields).filter(([name]) => name !== 'stepSize')
    const screen = await render(<div>{fields.map(([name, field]) => <FieldControl key={name} name={name} field={field} value={spec[name]} onChange={() => {}} />)}</div>)
    for (const [name, field] of fields) await expect.element(screen.getByRole('group', { name: field.meta.label ?? name }).first()).toBeVisible()
    await screen.unmount()
  }
})

test('choosing another kind keeps what both know', async () => {
  let spec = fill(optimizers.get('momentum'), { stepSize: 0.3, momentum: 0.7 })
  const screen = await render(<KindControl kinds={optimizers.kinds} label="Method" value={spec} omit={['stepSize']} onSettle={() => {}} onChange={(next) => {
    spec = next as typeof spec
  }} />)
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Method' }), 'Nesterov')
  expect(spec).toMatchObject({ kind: 'nesterov', stepSize: 0.3, momentum: 0.7 })
})
