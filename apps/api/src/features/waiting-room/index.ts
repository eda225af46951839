export { readWaitingRoom } from './store.ts'
export { mountWaitingRoom } from './routes.ts'
