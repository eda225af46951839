export { ErasePersonDialog } from './ErasePersonDialog.tsx'
export { exportPersonAddress } from './export-person.ts'
