export { mountProvisioning } from './routes.ts'
