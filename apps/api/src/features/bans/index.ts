export { mountBans } from './routes.ts'
