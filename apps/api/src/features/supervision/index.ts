export { mountSupervision } from './routes.ts'
