import type { ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import { inTransaction } from '../../platform/database.ts'
import type { Database } from '../../platform/database.ts'
import { markAdministrator } from './as-administrator.ts'
import { announceAnswers, announceKnock } from './knock.ts'
import { decideEntry, keepsDoor } from './policy.ts'
import type { Door, Entrance } from './policy.ts'
import { openOccurrence, readEntry, takePlace } from './store.ts'
import type { Arrival, Entry, OpenOccurrence } from './store.ts'
import { answerPlaces, waitAgain } from './waiting-store.ts'

/** What became of somebody's wish to enter. */
export type Settled =
  | Extract<Entrance, { kind: 'refuse' }>
  | {
      readonly kind: 'enter' | 'wait'
      readonly entry: Entry
      readonly participantId: ParticipantId
    }

/** What the policy judges. */
export function toDoor(entry: Entry, { userId, administrator }: Arrival): Door {
  return { ...entry, signedIn: userId !== undefined, administrator: administrator !== undefined }
}

type NamedArrival = Arrival & { readonly name: string }

/**
 * Judges again while nothing at the door can change, and gives the place: of two who press at the same moment, or of a
 * guest and a host who opens the door, one comes first and the other sees it.
 */
export function settleEntry(database: Database, arrival: NamedArrival): Promise<Settled> {
  return inTransaction(database.pool, async (sql) => {
    const found = await readEntry(sql, arrival)
    if (!found) throw new Problem('meeting-not-found')
    const entrance = decideEntry(toDoor(found, arrival), arrival)
    if (entrance.kind === 'refuse') return entrance
    const occurrence = found.occurrence ?? (await openOccurrence(sql, found.meetingId))
    const entry = { ...found, occurrence }
    const participantId =
      entrance.kind === 'enter' ? await enter(sql, arrival, entry) : await wait(sql, arrival, entry)
    if (arrival.administrator)
      await markAdministrator(sql, participantId, { ...arrival, ...arrival.administrator })
    return { kind: entrance.kind, entry, participantId }
  })
}

type OpenEntry = Entry & { readonly occurrence: OpenOccurrence }

async function enter(sql: PoolClient, arrival: NamedArrival, entry: OpenEntry): Promise<ParticipantId> {
  const { place, occurrence, meetingId } = entry
  if (place?.state === 'admitted') return place.id
  if (place?.state === 'waiting' && !place.gone) {
    const answered = await answerPlaces(sql, occurrence.id, { decision: 'admit', places: [place.id] })
    await announceAnswers(sql, meetingId, { answered, decision: 'admit' })
    return place.id
  }
  return takePlace(sql, toPlace(arrival, entry, 'admitted'))
}

async function wait(sql: PoolClient, arrival: NamedArrival, entry: OpenEntry): Promise<ParticipantId> {
  const { place, meetingId } = entry
  const mayReturn = place?.state === 'waiting'
  if (mayReturn && !place.gone) return place.id
  if (mayReturn) await waitAgain(sql, place.id)
  const id = mayReturn ? place.id : await takePlace(sql, toPlace(arrival, entry, 'waiting'))
  await announceKnock(sql, meetingId, id)
  return id
}

function toPlace(arrival: NamedArrival, { occurrence, role }: OpenEntry, state: 'admitted' | 'waiting') {
  const { userId, deviceHash, name, sourceHash, vouchedBy } = arrival
  const host = keepsDoor(role)
  return { occurrenceId: occurrence.id, userId, deviceHash, name, sourceHash, vouchedBy, host, state }
}
