export { mountQuality } from './routes.ts'
export { tellsOf } from './store.ts'
