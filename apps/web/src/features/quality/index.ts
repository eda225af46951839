export { QualityDialog } from './QualityDialog.tsx'
