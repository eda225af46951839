export { prefetchDoor } from './door.ts'
