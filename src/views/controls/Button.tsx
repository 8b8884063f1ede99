import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon } from './Icon.tsx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'secondary' | 'quiet' | 'chip'
  icon?: LucideIcon
  iconSize?: number
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'secondary', icon, iconSize = 16, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button button-${look} ${className}`} {...rest}>
      {icon && <Icon of={icon} size={iconSize} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'name'> {
  icon: LucideIcon
  /** Name for screen readers, and in the tooltip. */
  name: string
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string
  size?: number
  ref?: Ref<HTMLButtonElement>
}

/** A button that is only an icon. It has a name, and a tooltip with its key. */
export function IconButton({ icon, name, shortcut, size = 16, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={name} data-tip={name} data-key={shortcut} {...rest}>
      <Icon of={icon} size={size} />
    </button>
  )
}
