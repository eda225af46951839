import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { endOfKnocks } from '../admission/index.ts'
import { takePlaces } from './disable-store.ts'
import type { TakenPlace } from './disable-store.ts'

/** Whom to put out of every running meeting. */
export interface Outgoing {
  readonly userId: string
  /** Hashes of the device cookies of the browsers that are meant; all of the person's when absent. */
  readonly devices?: readonly Buffer[]
  /** As whoever is put out is told. */
  readonly by: { readonly name: string }
}

/** Takes somebody's places in running meetings and tells those concerned; the SFU is told after the commit, by `disconnect`. */
export async function takeOut(sql: Sql, { userId, devices, by }: Outgoing): Promise<readonly TakenPlace[]> {
  const places = await takePlaces(sql, userId, devices)
  for (const meetingId of new Set(places.map((place) => place.meetingId))) {
    const taken = places.filter((place) => place.meetingId === meetingId)
    await appendLiveEvents(sql, meetingId, newsOf(by, taken))
  }
  return places
}

/** Ends the connections of places that were taken; the reconciler does when the SFU is away. */
export async function disconnect(
  { sfu, log }: Pick<Context, 'sfu' | 'log'>,
  places: readonly TakenPlace[],
): Promise<void> {
  const removals = places.map(({ room, id }) => sfu.remove(room, id))
  for (const removal of await Promise.allSettled(removals))
    if (removal.status === 'rejected') log.warn({ event: 'sfu-did-not-obey', err: removal.reason })
}

function newsOf({ name }: Outgoing['by'], places: readonly TakenPlace[]): readonly News[] {
  const waited = places.filter((place) => place.waited).map(({ id }) => id)
  const left = places.filter(({ wasThere }) => wasThere)
  return [
    ...places.map(({ id }): News => ({ to: id, event: { kind: 'removed', by: { name } } })),
    ...left.map(({ id }): News => ({
      to: 'everybody',
      event: { kind: 'participant-left', participantId: id },
    })),
    ...(waited.length > 0 ? [endOfKnocks(waited)] : []),
  ]
}
