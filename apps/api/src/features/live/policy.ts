import type { ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import type { News } from '../../platform/live.ts'

/** Somebody at the end of a live stream, as far as it decides what they are told. */
export type Watcher =
  | { readonly state: 'admitted'; readonly id: ParticipantId; readonly host: boolean }
  | { readonly state: 'waiting'; readonly id: ParticipantId; readonly hosts: ReadonlySet<ParticipantId> }

/** What one piece of news means to a watcher. */
export interface Heard {
  /** What to tell them, if anything. */
  readonly tell?: LiveEvent
  readonly watcher: Watcher
  /**
   * `snapshot`: they may see more or less than before and start anew. `over`: that was the last word.
   * `lost`: we took them for gone; coming back, they ask again.
   */
  readonly next: 'go-on' | 'snapshot' | 'over' | 'lost'
}

/** Decides what a watcher learns of a piece of news, by what they are at that point of the stream (security.md, A5, A6). */
export function hear(watcher: Watcher, news: News): Heard {
  return watcher.state === 'waiting' ? hearOutside(watcher, news) : hearInside(watcher, news)
}

type Waiting = Extract<Watcher, { state: 'waiting' }>
type Admitted = Extract<Watcher, { state: 'admitted' }>

/** Who waits learns of their own answer, of the end, and whether anybody is there who can answer. */
function hearOutside(watcher: Waiting, { to, event }: News): Heard {
  const { id } = watcher
  if (event.kind === 'occurrence-ended') return { tell: { ...event, by: null }, watcher, next: 'over' }
  if (to === id && event.kind === 'refused') return { tell: event, watcher, next: 'over' }
  if (to === id && event.kind === 'admitted')
    return { tell: event, watcher: { state: 'admitted', id, host: false }, next: 'snapshot' }
  if (event.kind === 'waiting-changed' && event.gone.includes(id)) return { watcher, next: 'lost' }
  if (event.kind === 'waiting-room' || (to === id && event.kind === 'waiting-text'))
    return { tell: event, watcher, next: 'go-on' }
  const hosts = hostsAfter(watcher.hosts, event)
  const hostPresent = hosts.size > 0
  const changed = hostPresent !== watcher.hosts.size > 0
  return {
    ...(changed && { tell: { kind: 'waiting', hostPresent } }),
    watcher: { ...watcher, hosts },
    next: 'go-on',
  }
}

function hostsAfter(hosts: ReadonlySet<ParticipantId>, event: LiveEvent): ReadonlySet<ParticipantId> {
  if (event.kind === 'participant-joined' && event.participant.host)
    return new Set(hosts).add(event.participant.id)
  if (event.kind === 'participant-left') return without(hosts, event.participantId)
  if (event.kind !== 'host-changed') return hosts
  return event.host ? new Set(hosts).add(event.participantId) : without(hosts, event.participantId)
}

function without(hosts: ReadonlySet<ParticipantId>, id: ParticipantId): ReadonlySet<ParticipantId> {
  return new Set([...hosts].filter((host) => host !== id))
}

function hearInside(watcher: Admitted, { to, event }: News): Heard {
  const theirs = to === 'everybody' || to === watcher.id || (to === 'hosts' && watcher.host)
  if (!theirs) return { watcher, next: 'go-on' }
  if (event.kind === 'removed' || event.kind === 'occurrence-ended')
    return { tell: event, watcher, next: 'over' }
  if (event.kind === 'host-changed' && event.participantId === watcher.id)
    return { tell: event, watcher: { ...watcher, host: event.host }, next: 'snapshot' }
  if (event.kind === 'participant-joined' && !watcher.host) {
    const { vouchers: _, ...participant } = event.participant
    return { tell: { ...event, participant }, watcher, next: 'go-on' }
  }
  return { tell: event, watcher, next: 'go-on' }
}
