export { mountChat } from './routes.ts'
