export { mountPersons } from './routes.ts'
