export { ManagePage } from './ManagePage.tsx'
