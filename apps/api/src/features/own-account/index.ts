export { writePasswordChanged } from './mails.ts'
export { createPasswordProof } from './profile.ts'
export { mountOwnAccount } from './routes.ts'
export { endSessionsBut, setPasswordHash } from './store.ts'
