import type { ParticipantId } from '@parvis/contract/ids'
import type { renameParticipant } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { auditAct, obey } from './act.ts'
import type { Needs } from './act.ts'
import { canRename } from './policy.ts'
import { findNaming, setName } from './rename-store.ts'
import { findTarget } from './store.ts'

/** Gives a guest another name: the guest themselves where the meeting lets them, or a host. */
export function renameSomebody(context: Needs): Handler<typeof renameParticipant> {
  return async (exchange) => {
    const { participantId: id } = exchange.params
    const { name } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    const room = await actInMeeting(context, exchange, (sql, actor) =>
      rename(sql, actor, { id, name, deviceHash }),
    )
    if (room === undefined) return undefined
    context.metrics.moderations.inc({ act: 'rename' })
    await obey(context, () => context.sfu.rename(room, id, name))
    return undefined
  }
}

interface Renaming {
  readonly id: ParticipantId
  readonly name: string
  readonly deviceHash: Buffer | undefined
}

/** The room to tell, or undefined when the name was theirs before. */
async function rename(
  sql: PoolClient,
  actor: Actor,
  { id, name, deviceHash }: Renaming,
): Promise<string | undefined> {
  const { occurrence } = actor
  const { allowed, own } = await findNaming(sql, { meetingId: actor.meetingId, id, deviceHash })
  const target = occurrence && (await findTarget(sql, occurrence.id, id))
  if (!canRename(actor.rank, { allowed, own, target })) throw new Problem('forbidden')
  if (!occurrence || !target) throw new Problem('place-not-found')
  if (target.name === name) return undefined
  await setName(sql, id, name)
  const by = own ? null : actor.by
  await appendLiveEvents(sql, actor.meetingId, [
    { to: 'everybody', event: { kind: 'participant-renamed', participantId: id, name, by } },
  ])
  await auditAct(sql, actor, {
    action: 'participant.renamed',
    target: `participant:${id}`,
    detail: { own },
  })
  return occurrence.sfuRoom
}
