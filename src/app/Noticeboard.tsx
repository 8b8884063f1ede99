import { Info, TriangleAlert, X } from 'lucide-react'
import { useStore } from 'zustand'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'

/** Bars under the header, which stay, and the one toast, which goes by itself. */
export function Noticeboard() {
  const { notices } = useStores()
  const list = useStore(notices, (s) => s.list)
  const bars = list.filter((n) => n.stays), toast = list.findLast((n) => !n.stays)
  return (
    <>
      <div className="notice-bars" role="region" aria-live="polite" aria-label={words.shell.name}>
        {bars.map((notice) => (
          <div key={notice.id} className={`notice-bar notice-${notice.tone}`}>
            <Icon of={notice.tone === 'info' ? Info : TriangleAlert} />
            <p>{notice.text}</p>
            {notice.action && <button type="button" className="button button-link" onClick={notice.action.run}>{notice.action.label}</button>}
            <IconButton icon={X} name={words.shell.dismiss} size={14} className="small" onClick={() => notices.dismiss(notice.id)} />
          </div>
        ))}
      </div>
      <div aria-live="polite">
        {toast && (
          <div className="toast" key={toast.id}>
            <span>{toast.text}</span>
            {toast.action && <button type="button" onClick={() => {
              toast.action!.run()
              notices.dismiss(toast.id)
            }}>{toast.action.label}</button>}
          </div>
        )}
      </div>
    </>
  )
}
