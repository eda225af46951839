export { mountRetention } from './routes.ts'
export { runRetention } from './run-retention.ts'
export { readRetention } from './store.ts'
