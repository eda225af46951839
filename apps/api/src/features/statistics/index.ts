export { mountStatistics } from './routes.ts'
export { runClosing } from './run-closing.ts'
