export { QualityDialog } from './QualityDialog.tsx'
export { useQualityReports } from './use-quality-reports.ts'
