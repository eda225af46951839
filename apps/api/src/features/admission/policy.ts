import type { MeetingAccess, MeetingRole } from '@parvis/contract/meetings'
import type { ProblemCode } from '@parvis/contract/problems'

/** What the meeting asks of those who come. */
export interface DoorRules {
  readonly access: MeetingAccess
  readonly locked: boolean
  /** Everybody without a role has to ask. */
  readonly askAll: boolean
  /** No host is there yet, and who has no role has to wait for one. */
  readonly hostAwaited: boolean
}

/** Who stands at the door. */
export interface Comer {
  readonly signedIn: boolean
  readonly role: MeetingRole | null
  /** A host put them out of this sitting. */
  readonly removedBefore: boolean
}

/** What decides whether somebody may enter. */
export interface Door extends DoorRules, Comer {
  readonly banned: boolean
  /** Asks to enter as one who administers the organisation, whose policy lets them. */
  readonly administrator: boolean
  /** Whether the organisation lets people in who have no account. */
  readonly guestsAllowed: boolean
  /** How many are in the meeting now. */
  readonly present: number
  readonly waiting: number
  /** How many of them wait from the address of the caller. */
  readonly waitingFromSource: number
  /** How long ago this browser or account was refused in this sitting, if it was. */
  readonly refusedSecondsAgo: number | null
  /** The place that the caller comes back to. */
  readonly place: { readonly state: PlaceState; readonly wasThere: boolean } | undefined
}

export type PlaceState = 'waiting' | 'admitted' | 'refused' | 'removed'

/** What happens to who wants to enter. */
export type Entrance =
  | { readonly kind: 'enter' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly retryAfterSeconds?: number }

/** Who was refused may ask again after this long. */
const refusalSeconds = 60
/** A43: the queue of one meeting. */
const mostWaiting = 500

/** What the installation bears. */
export interface DoorLimits {
  /** People in one meeting at a time. */
  readonly capacity: number
  /** A43: of those who may wait, one address takes this many at most. Accounts are not counted: they are known. */
  readonly waitingPerAddress: number
}

/** Those who keep the door themselves. */
export function keepsDoor(role: MeetingRole | null): boolean {
  return role === 'owner' || role === 'cohost'
}

/** Whether a lock keeps out somebody who is not in yet. */
export function isLockedOut({ locked }: Pick<DoorRules, 'locked'>, { role }: Pick<Comer, 'role'>): boolean {
  return locked && !keepsDoor(role)
}

/** Whether somebody enters without asking. */
export function entersFreely(rules: DoorRules, comer: Comer): boolean {
  if (keepsDoor(comer.role)) return true
  if (isLockedOut(rules, comer) || comer.removedBefore) return false
  if (comer.role) return true
  if (rules.askAll || rules.hostAwaited) return false
  return rules.access === 'public' || (rules.access === 'trusted' && comer.signedIn)
}

/**
 * Administrators enter what is going on, where the policy lets them, whatever the door asks of others. Hosts keep the
 * last word: a lock and a removal hold for them too.
 */
function decideAdministrator({ locked, removedBefore, present }: Door, capacity: number): Entrance {
  if (removedBefore) return { kind: 'refuse', code: 'removed' }
  if (locked) return { kind: 'refuse', code: 'meeting-locked' }
  if (present === 0) return { kind: 'refuse', code: 'administrators-stay-out' }
  return present >= capacity ? { kind: 'refuse', code: 'meeting-full' } : { kind: 'enter' }
}

/** Whether somebody without an account stands where only people with one may enter. */
export function mustSignIn({ signedIn, guestsAllowed }: Pick<Door, 'signedIn' | 'guestsAllowed'>): boolean {
  return !signedIn && !guestsAllowed
}

/** Enter, wait for an answer, or neither. Who has been in comes back to their place whatever has changed at the door. */
export function decideEntry(door: Door, { capacity, waitingPerAddress }: DoorLimits): Entrance {
  const { place } = door
  if (door.banned) return { kind: 'refuse', code: 'banned' }
  if (place?.state === 'removed') return { kind: 'refuse', code: 'removed' }
  // Who was let in before the organisation changed its mind stays.
  if (mustSignIn(door) && place?.state !== 'admitted') return { kind: 'refuse', code: 'guests-not-allowed' }
  if (door.administrator && place?.state !== 'admitted') return decideAdministrator(door, capacity)
  if (place?.state === 'admitted' || entersFreely(door, door)) {
    const full = !place?.wasThere && door.present >= capacity
    return full ? { kind: 'refuse', code: 'meeting-full' } : { kind: 'enter' }
  }
  if (place?.state === 'waiting') return { kind: 'wait' }
  if (door.refusedSecondsAgo !== null && door.refusedSecondsAgo < refusalSeconds)
    return {
      kind: 'refuse',
      code: 'entry-refused',
      retryAfterSeconds: refusalSeconds - door.refusedSecondsAgo,
    }
  if (door.locked) return { kind: 'refuse', code: 'meeting-locked' }
  if (door.waiting >= mostWaiting || door.waitingFromSource >= waitingPerAddress)
    return { kind: 'refuse', code: 'waiting-room-full' }
  return { kind: 'wait' }
}
