export { actAsHost, actInMeeting } from './act-as-host.ts'
export { administrationOf, readingOf, requirePlatformAdministrator } from './administration.ts'
export type { Administration } from './administration.ts'
export { findOwnRights, isIn, spenderOf } from './own-place.ts'
export type { OwnPlace } from './own-place.ts'
export { isHost, ranksAbove } from './policy.ts'
export {
  barredRights,
  columnOf,
  differs,
  effectiveRights,
  ownRights,
  rightColumns,
  rightsIn,
  rightsOfMeeting,
  rightsOfPlace,
  unruled,
} from './rights.ts'
export { joinRole } from './role-of.ts'
export { vouchersOfPlace } from './vouchers.ts'
export type { Actor, Rank } from './policy.ts'
export type { BarredRights, OwnRights } from './rights.ts'
