/** Keys of the page, as the help lists them: what they do, and which they are. */
export const keys: readonly { readonly group: string; readonly rows: readonly (readonly [string, string])[] }[] = [
  { group: 'Playback', rows: [['Space', 'play and pause'], [', and .', 'one step back and forward, with Shift ten'], ['R', 'back to the start'], ['[ and ]', 'slower and faster'], ['F', 'fork the selected run here']] },
  { group: 'Map', rows: [['C', 'cursor on the map'], ['arrows', 'move the cursor, with Shift farther, with Alt less'], ['Enter', 'set the start at the cursor'], ['P', 'pin the point'], ['+ and −', 'zoom'], ['Alt + arrows', 'move the view'], ['0', 'show all'], ['G', 'layers'], ['V', 'map, 3D, both'], ['S', 'of two side by side, the other one'], ['Esc', 'stop refining the map']] },
  { group: '3D', rows: [['arrows', 'turn it, with Shift farther, with Alt less'], ['+ and −', 'nearer and farther'], ['0', 'from above, as the map'], ['Home', 'back to the first view']] },
  { group: 'Step size', rows: [['arrows', 'by 2 %, with Shift 20 %, with Alt 0.2 %'], ['Home, End', 'to 1/L and 2/L'], ['double click', 'to 1/L'], ['wheel', 'by 2 %']] },
  { group: 'Runs', rows: [['1 to 9', 'select a run'], ['Shift + 1 to 9', 'hide or show a run']] },
  { group: 'Page', rows: [['/', 'find'], ['L', 'copy the link'], ['Ctrl + Z', 'undo'], ['Ctrl + Shift + Z', 'redo'], ['?', 'this list, at the term beside the focus']] },
]
