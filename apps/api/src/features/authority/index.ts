export { actAsHost } from './act-as-host.ts'
export { effectiveRights, isHost, ranksAbove } from './policy.ts'
export type { Actor, OwnRights, Rank } from './policy.ts'
