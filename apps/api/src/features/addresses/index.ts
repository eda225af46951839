export { mountAddresses } from './routes.ts'
