/** Two icons of Lucide that only the surface has: imported by their names they would be among the first scripts of the page. Source: lucide 1.75.0, ISC. */
import { createLucideIcon } from 'lucide-react'

export const Rotate = createLucideIcon({
  name: 'rotate-3d', size: 24,
  node: [['path', { d: 'm15.194 13.707 3.814 1.86-1.86 3.814', key: 'a' }], ['path', { d: 'M16.47214 7.52786 A 5 10 0 1 0 13 21.79796', key: 'b' }], ['path', { d: 'M21.79796 11 A 10 5 0 1 0 19 15.57071', key: 'c' }]],
})
export const Above = createLucideIcon({
  name: 'map', size: 24,
  node: [
    ['path', { d: 'M14.106 5.553a2 2 0 0 0 1.788 0l3.659-1.83A1 1 0 0 1 21 4.619v12.764a1 1 0 0 1-.553.894l-4.553 2.277a2 2 0 0 1-1.788 0l-4.212-2.106a2 2 0 0 0-1.788 0l-3.659 1.83A1 1 0 0 1 3 19.381V6.618a1 1 0 0 1 .553-.894l4.553-2.277a2 2 0 0 1 1.788 0z', key: 'a' }],
    ['path', { d: 'M15 5.764v15', key: 'b' }], ['path', { d: 'M9 3.236v15', key: 'c' }],
  ],
})
