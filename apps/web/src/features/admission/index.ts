export { doorQuery } from './door.ts'
