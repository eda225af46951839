import { createHash } from 'node:crypto'
import type { Admission, joinMeeting } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import { watchMeeting } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import { fillPath } from '@parvis/contract/route'
import type { Context } from '../../context.ts'
import { perMinuteOfAll, sourceOf } from '../../platform/http/rate-limit.ts'
import type { Exchange, Handler } from '../../platform/http/serve.ts'
import { labelOf } from '../../platform/identity-provider.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { effectiveRights, unruled } from '../authority/index.ts'
import { judgeAdministrator } from './as-administrator.ts'
import { checkPasscode } from './check-passcode.ts'
import type { Try } from './check-passcode.ts'
import { decideEntry, keepsDoor } from './policy.ts'
import { settleEntry, toDoor } from './settle-entry.ts'
import { arrive, markRoomOpen, openOccurrence } from './store.ts'
import type { Arrival, Entry, OpenOccurrence } from './store.ts'

type Join = Exchange<typeof joinMeeting>
type Needs = Pick<Context, 'database' | 'sfu' | 'config' | 'metrics' | 'seal' | 'identityProviders'> & {
  /** @throws Problem when knocks come too fast from there. */
  readonly spendKnock: (exchange: Join) => Promise<void>
}

/**
 * Decides whether the caller may enter, has to ask, or neither, and gives a place and, to those who may, a token for
 * it: in the usual case one statement and one signature.
 */
export function enterMeeting(
  context: Pick<
    Context,
    'database' | 'sfu' | 'config' | 'metrics' | 'limiter' | 'seal' | 'identityProviders'
  >,
): Handler<typeof joinMeeting> {
  // Each knock reaches every host: beside how many may wait, how often they ask is limited.
  const spend = context.limiter('knock', perMinuteOfAll(Math.max(30, context.config.waitingPerAddress * 4)))
  const needs: Needs = { ...context, spendKnock: ({ request }) => spend(sourceOf(request.ip ?? '')) }
  return async (exchange) => {
    try {
      const admission = await admit(needs, exchange)
      context.metrics.admissions.inc({ result: admission.state })
      return admission
    } catch (error) {
      context.metrics.admissions.inc({ result: error instanceof Problem ? error.code : 'failed' })
      throw error
    }
  }
}

async function admit(context: Needs, exchange: Join): Promise<Admission> {
  const { database } = context
  const administrator = await judgeAdministrator(database.pool, exchange)
  const arrival = { ...toArrival(context, exchange), administrator }
  const entry = await arrive(database.pool, arrival)
  if (!entry) throw new Problem('meeting-not-found')
  // A place keeps the name it was taken under.
  const name = entry.place?.name ?? arrival.name
  const roomLost = exchange.body.roomLost ?? false
  if (entry.taken) {
    await openRoom(context, entry, roomLost)
    return toAdmitted(context, exchange, { entry, name: name ?? '', participantId: entry.taken })
  }
  const entrance = decideEntry(toDoor(entry, arrival), arrival)
  if (entrance.kind === 'refuse') throw refusal(entrance)
  if (!name) throw new Problem('name-required')
  if (entry.passcodeAsked && !isKnown(entry) && !administrator)
    await checkPasscode(context, toTry(exchange, entry))
  if (entrance.kind === 'wait' && !entry.place) await context.spendKnock(exchange)
  const occurrence = entrance.kind === 'enter' ? await openRoom(context, entry, roomLost) : entry.occurrence
  if (entry.place?.state === 'admitted')
    return toAdmitted(context, exchange, {
      entry: { ...entry, occurrence },
      name,
      participantId: entry.place.id,
    })
  const settled = await settleEntry(database, { ...arrival, name })
  if (settled.kind === 'refuse') throw refusal(settled)
  const { participantId } = settled
  if (settled.kind === 'enter')
    return toAdmitted(context, exchange, { entry: settled.entry, name, participantId })
  return { state: 'waiting', participantId, name, live: livePath(exchange, participantId) }
}

function toArrival(
  { config, identityProviders }: Needs,
  { params, body, caller, browser, request }: Join,
): Omit<Arrival, 'administrator'> {
  return {
    slug: params.slug,
    userId: caller.kind === 'user' ? caller.id : undefined,
    deviceHash: browser.deviceHash(),
    participantId: body.participantId,
    sourceHash: config.rateLimits && caller.kind === 'guest' ? hashSource(params.slug, request) : undefined,
    name: caller.kind === 'user' ? caller.name : body.name,
    vouchedBy: caller.kind === 'user' ? labelOf(identityProviders, caller.provider) : undefined,
    capacity: config.meetingCapacity,
    waitingPerAddress: config.waitingPerAddress,
  }
}

/** Who was let in or asked before has given the passcode. */
function isKnown({ place }: Entry): boolean {
  return place?.state === 'admitted' || place?.state === 'waiting'
}

function toTry({ params: { slug }, body, request }: Join, { meetingId }: Entry): Try {
  return { meetingId, slug, passcode: body.passcode, sourceHash: hashSource(slug, request) }
}

function hashSource(slug: string, request: Join['request']): Buffer {
  return createHash('sha256')
    .update(`${slug} ${sourceOf(request.ip ?? '')}`)
    .digest()
}

function refusal({
  code,
  retryAfterSeconds,
}: Extract<ReturnType<typeof decideEntry>, { kind: 'refuse' }>): Problem {
  return new Problem(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
}

async function toAdmitted(
  { sfu, config }: Needs,
  exchange: Join,
  {
    entry,
    name,
    participantId,
  }: { readonly entry: Entry; readonly name: string; readonly participantId: ParticipantId },
): Promise<Admission> {
  const { occurrence, place, role, rights, barred } = entry
  if (!occurrence) throw new Error('a place was taken in no sitting')
  const own = effectiveRights(place ?? { ...unruled, ...barred }, place?.host ?? keepsDoor(role), rights)
  return {
    state: 'admitted',
    participantId,
    name,
    sfuUrl: ownOrigin(exchange.request, config).replace(/^http/, 'ws'),
    token: await sfu.mintToken({ identity: participantId, room: occurrence.sfuRoom, name, rights: own }),
    live: livePath(exchange, participantId),
    startedAt: occurrence.startedAt.toISOString(),
  }
}

function livePath({ params }: Join, place: ParticipantId): string {
  return fillPath(watchMeeting.path, params) + `?place=${place}`
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
