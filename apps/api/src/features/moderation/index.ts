export { auditAct, obey, sittingOf } from './act.ts'
export { mountModeration } from './routes.ts'
