/** Two scenes side by side. */
export { sides } from './en/sides.ts'
