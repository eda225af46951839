export { mountApiKeys } from './routes.ts'
