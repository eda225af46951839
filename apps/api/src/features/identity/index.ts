export { endSessionAddress } from './end-session.ts'
export { mountIdentity } from './routes.ts'
