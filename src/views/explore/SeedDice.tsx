import { Dices } from 'lucide-react'
import { IconButton } from '#views/controls/Button.tsx'

/** Dice for a seed, beside wherever it stands. */
export function SeedDice({ name, onRoll }: { name: string; onRoll: () => void }) {
  return <IconButton icon={Dices} name={name} className="small" size={15} onClick={onRoll} />
}
