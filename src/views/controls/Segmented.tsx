import { useId } from 'react'

interface SegmentedProps<T extends string> {
  name: string
  value: T
  options: readonly { readonly value: T; readonly label: string }[]
  onChange: (value: T) => void
  look?: 'outlined' | 'soft'
  className?: string
}

/** One of a few, side by side: radio buttons, with their keys. */
export function Segmented<T extends string>({ name, value, options, onChange, look = 'outlined', className = '' }: SegmentedProps<T>) {
  const id = useId()
  return (
    <div className={`segmented segmented-${look} ${className}`} role="radiogroup" aria-label={name}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={id} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  )
}
