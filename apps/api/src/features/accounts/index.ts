export { switchAccount } from './disable-account.ts'
export { mayUsePassword } from './policy.ts'
export { answersResetWishes } from './reset-password.ts'
export { mountAccounts } from './routes.ts'
