import { throughRows } from './Menu.tsx'
import { Popover, type PopoverProps } from './Popover.tsx'

/** A popover with a column of buttons, which arrows go through. */
export const MenuPopover = ({ children, ...rest }: PopoverProps) => <Popover {...rest}><div className="menu" role="presentation" onKeyDown={throughRows}>{children}</div></Popover>
