/** What Tab stops at. */
const STOPS = 'input, button, select, textarea, a[href], summary, [tabindex="0"]'

/** In their order; of radio buttons of one name only the one that is chosen. */
export const stopsIn = (panel: HTMLElement): HTMLElement[] =>
  Array.from(panel.querySelectorAll<HTMLElement>(STOPS)).filter((e) => e.tabIndex >= 0 && e.getClientRects().length > 0 && !e.matches(':disabled')
    && !(e.matches('[type="radio"]:not(:checked)') && panel.querySelector(`[name="${CSS.escape((e as HTMLInputElement).name)}"]:checked`)))
