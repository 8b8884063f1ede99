/** The mark: three contour lines over a dot at the lowest point. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" width="22" height="22" fill="none" strokeWidth="1.9" strokeLinecap="round" aria-hidden>
      <path d="M2.5 4.5c5.5 0 5.6 4.2 9.5 4.2s4-4.2 9.5-4.2" stroke="var(--ink3)" opacity=".75" />
      <path d="M2.5 9.5c5.5 0 5.6 4.6 9.5 4.6s4-4.6 9.5-4.6" stroke="var(--ink2)" />
      <path d="M2.5 14.5c5.5 0 5.6 4.8 9.5 4.8s4-4.8 9.5-4.8" stroke="var(--ink)" />
      <circle cx="12" cy="19.4" r="2.9" fill="var(--accent)" />
    </svg>
  )
}
