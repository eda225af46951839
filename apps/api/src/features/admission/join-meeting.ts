import type { Admission, joinMeeting } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Exchange, Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { refuseEntry } from './policy.ts'
import { findEntry, markRoomOpen, openOccurrence, takePlace } from './store.ts'
import type { Entry, OpenOccurrence } from './store.ts'

type Join = Exchange<typeof joinMeeting>
type Needs = Pick<Context, 'database' | 'sfu' | 'config' | 'metrics'>

/** Decides whether the caller may enter and, if so, gives a place and a token for it: one read, one write, one signature. */
export function enterMeeting(context: Needs): Handler<typeof joinMeeting> {
  return async (exchange) => {
    try {
      const admission = await admit(context, exchange)
      context.metrics.admissions.inc({ result: admission.state })
      return admission
    } catch (error) {
      context.metrics.admissions.inc({ result: error instanceof Problem ? error.code : 'failed' })
      throw error
    }
  }
}

async function admit(context: Needs, exchange: Join): Promise<Admission> {
  const { database, sfu, config } = context
  const { params, body, caller, browser, request } = exchange
  const deviceHash = browser.deviceHash()
  const userId = caller.kind === 'user' ? caller.id : undefined
  const entry = await findEntry(database.pool, {
    slug: params.slug,
    userId,
    deviceHash,
    participantId: body.participantId,
  })
  if (!entry) throw new Problem('meeting-not-found')
  const refusal = refuseEntry(entry, {
    capacity: config.meetingCapacity,
    returning: entry.place !== undefined,
  })
  if (refusal) throw new Problem(refusal)
  const name = nameOf(exchange, entry)
  const occurrence = await openRoom(context, entry, body.roomLost ?? false)
  const participantId =
    entry.place?.id ??
    (await takePlace(database.pool, { occurrenceId: occurrence.id, userId, deviceHash, name }))
  return {
    state: 'admitted',
    participantId,
    name,
    sfuUrl: ownOrigin(request, config).replace(/^http/, 'ws'),
    token: await sfu.mintToken({ identity: participantId, room: occurrence.sfuRoom, name }),
    live: livePath(params.slug, participantId),
    startedAt: occurrence.startedAt.toISOString(),
  }
}

// Accounts enter under their own name; a place keeps the name it was taken under.
function nameOf({ caller, body }: Join, entry: Entry): string {
  const name = caller.kind === 'user' ? caller.name : (entry.place?.name ?? body.name)
  if (!name) throw new Problem('name-required')
  return name
}

async function openRoom({ database, sfu }: Needs, entry: Entry, roomLost: boolean): Promise<OpenOccurrence> {
  const occurrence = entry.occurrence ?? (await openOccurrence(database.pool, entry.meetingId))
  if (occurrence.roomOpen && !roomLost) return occurrence
  try {
    await sfu.openRoom(occurrence.sfuRoom)
  } catch (error) {
    throw new Problem('sfu-unavailable', { retryAfterSeconds: 1, cause: error })
  }
  await markRoomOpen(database.pool, occurrence.id)
  return occurrence
}

function livePath(slug: string, place: ParticipantId): string {
  return `/api/v1/meetings/${slug}/live?place=${place}`
}
