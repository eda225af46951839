export { obey } from './act.ts'
export { mountModeration } from './routes.ts'
