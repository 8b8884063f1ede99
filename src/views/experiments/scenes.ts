/** Claims of the thesis that a scene of Explore shows better than a figure: each a preset, with a sentence of its own. */
import { PRESETS, type Preset } from '#stores/presets.ts'
import { studyScenes } from '#words/en/experiments/scenes.ts'

export interface StudyScene { readonly preset: Preset; readonly title: string; readonly source: string; readonly note: string }

export const SCENES: readonly StudyScene[] = PRESETS.flatMap((preset) => {
  const said = studyScenes[preset.id]
  return said ? [{ preset, ...said }] : []
})
