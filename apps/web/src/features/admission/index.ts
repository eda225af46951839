export { doorQuery, prefetchDoor } from './door.ts'
