import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

interface SelectProps {
  name: string
  value: string
  options: readonly { readonly value: string; readonly label: string; readonly group?: string }[]
  onChange: (value: string) => void
  /** What stands before the value, e.g. an icon. */
  before?: ReactNode
  className?: string
}

/** The browser's own list of choices, in our dress: keyboard, touch and screen readers know it. */
export function Select({ name, value, options, onChange, before, className = '' }: SelectProps) {
  const groups = [...new Set(options.map((o) => o.group))]
  return (
    <span className={`select ${className}`}>
      {before}
      <select aria-label={name} value={value} onChange={(event) => onChange(event.target.value)}>
        {groups.map((group) => {
          const members = options.filter((o) => o.group === group).map((o) => <option key={o.value} value={o.value}>{o.label}</option>)
          return group === undefined ? members : <optgroup key={group} label={group}>{members}</optgroup>
        })}
      </select>
      <Icon of={ChevronDown} size={14} />
    </span>
  )
}
