export { admitAllowed, announceKnock, endOfKnocks, withdrawUnwatched } from './knock.ts'
export { entersFreely, keepsDoor, mustSignIn } from './policy.ts'
export type { Comer, DoorRules } from './policy.ts'
export { mountAdmission } from './routes.ts'
