import '#charts/fonts.css'
import '#charts/theme.css'
import '#app/app.css'
import '#views/controls/controls.css'
import '#views/explore/layout.css'
import '#views/explore/explore.css'
import { createRoot } from 'react-dom/client'
import { App } from '#app/App.tsx'
import { prepare } from '#app/engine.ts'

prepare()
createRoot(document.getElementById('root')!).render(<App />)
