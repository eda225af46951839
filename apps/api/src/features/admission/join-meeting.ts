import type { Admission, joinMeeting } from '@parvis/contract/admission'
import { watchMeeting } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import { fillPath } from '@parvis/contract/route'
import type { Context } from '../../context.ts'
import type { Exchange, Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { refuseEntry } from './policy.ts'
import { arrive, markRoomOpen, openOccurrence, takePlace } from './store.ts'
import type { Entry, OpenOccurrence } from './store.ts'

type Join = Exchange<typeof joinMeeting>
type Needs = Pick<Context, 'database' | 'sfu' | 'config' | 'metrics'>

/** Decides whether the caller may enter and, if so, gives a place and a token for it: one statement and one signature. */
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
  const capacity = config.meetingCapacity
  const ownName = caller.kind === 'user' ? caller.name : body.name
  const entry = await arrive(database.pool, {
    slug: params.slug,
    userId,
    deviceHash,
    participantId: body.participantId,
    name: ownName,
    capacity,
  })
  if (!entry) throw new Problem('meeting-not-found')
  const refusal = refuseEntry(entry, { capacity, returning: entry.place !== undefined })
  if (refusal) throw new Problem(refusal)
  // A place keeps the name it was taken under.
  const name = entry.place?.name ?? ownName
  if (!name) throw new Problem('name-required')
  const occurrence = await openRoom(context, entry, body.roomLost ?? false)
  const participantId =
    entry.place?.id ??
    entry.taken ??
    (await takePlace(database.pool, { occurrenceId: occurrence.id, userId, deviceHash, name }))
  return {
    state: 'admitted',
    participantId,
    name,
    sfuUrl: ownOrigin(request, config).replace(/^http/, 'ws'),
    token: await sfu.mintToken({ identity: participantId, room: occurrence.sfuRoom, name }),
    live: fillPath(watchMeeting.path, params) + `?place=${participantId}`,
    startedAt: occurrence.startedAt.toISOString(),
  }
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
