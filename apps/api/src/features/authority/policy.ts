import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'

/** What somebody is in a meeting, from the role of their account or from the place that they are in now. */
export type Rank = 'owner' | 'cohost' | 'host' | 'participant' | 'stranger'

const order: readonly Rank[] = ['stranger', 'participant', 'host', 'cohost', 'owner']

/** Whoever wants to change something in a meeting. */
export interface Actor {
  readonly meetingId: MeetingId
  readonly organisationId: string
  readonly slug: MeetingSlug
  readonly rank: Rank
  /** What their account keeps in the meeting from one sitting to the next. */
  readonly role: MeetingRole | null
  /** Undefined for somebody without an account. */
  readonly userId: string | undefined
  /** The place that they are in now. */
  readonly placeId: ParticipantId | undefined
  /** Under which name those concerned are told, and for whom; an empty name for who is nobody here. */
  readonly by: { readonly name: string; readonly for?: string }
  /** As the audit has it: `user:<id>` or `guest:<participant id>`, and for whom. */
  readonly audit: { readonly actor: string; readonly actingFor?: string }
  /** The sitting that is open. */
  readonly occurrence: { readonly id: OccurrenceId; readonly sfuRoom: string } | undefined
}

/** Owners, co-hosts, and those whom a host made host in this sitting. */
export function isHost(rank: Rank): boolean {
  return ranksAbove(rank, 'participant')
}

export function ranksAbove(one: Rank, other: Rank): boolean {
  return order.indexOf(one) > order.indexOf(other)
}

/** The rank of who has this role in the meeting, and is there as a host, otherwise, or not at all. */
export function rankOf(role: MeetingRole | null, place: { readonly host: boolean } | null): Rank {
  if (role === 'owner' || role === 'cohost') return role
  if (place) return place.host ? 'host' : 'participant'
  return 'stranger'
}
