/** Whether a key is meant for the page: pressed by itself, nowhere in a field or a dialog, and not used by what has the focus. */
export function isPageKey(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  return !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(target)) && !target.closest('[role="dialog"], dialog')
}

export const isTyping = (target: HTMLElement): boolean => target.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')

/** Whether Space presses what has the focus: the page must not do a second thing. */
export const takesSpace = (target: HTMLElement): boolean => target.matches('button, a, summary, [role="option"]:not([aria-selected="true"]), input')
