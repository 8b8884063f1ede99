import '#charts/fonts.css'
import '#charts/theme.css'
import '#app/app.css'
import '#views/controls/controls.css'
import '#views/explore/layout.css'
import '#views/explore/explore.css'
import { createRoot } from 'react-dom/client'
import { App, Crashed } from '#app/App.tsx'
import { prepare } from '#app/engine.ts'
import { start } from '#app/start.ts'

prepare()
const root = createRoot(document.getElementById('root')!)
start().then((stores) => root.render(<App stores={stores} />), (error: unknown) => root.render(<Crashed reason={error instanceof Error ? error.message : String(error)} />))
