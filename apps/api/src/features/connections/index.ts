export { mountConnections } from './routes.ts'
