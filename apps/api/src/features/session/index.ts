export { mountSession } from './routes.ts'
export { prepareFirstAdministrator } from './set-up.ts'
