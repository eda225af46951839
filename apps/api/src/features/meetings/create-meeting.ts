import type { createMeeting, Meeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { readCreationPolicy } from '../organisations/index.ts'
import { readDefaults } from './defaults.ts'
import { createSlug } from './slug.ts'
import { findPrincipal } from '../roles/index.ts'
import { insertMeeting } from './store.ts'
import type { MeetingRecord } from './store.ts'

/** Makes a meeting whose owner is the caller, or somebody who lets them act. */
export function createOwnMeeting({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof createMeeting> {
  return async ({ body, caller, request }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const policy = await readCreationPolicy(database.pool, caller)
    if (!policy.mayCreate) throw new Problem('creation-not-allowed')
    const principal = body.for && (await findPrincipal(database.pool, caller.id, body.for))
    if (body.for && !principal) throw new Problem('forbidden')
    const owner = principal ? { ...principal, organisationId: caller.organisationId } : caller
    const { own: _, ...defaults } = await readDefaults(database.pool, owner.id)
    for (;;) {
      const made = await database.prisma.$transaction((db) =>
        insertMeeting(db, {
          slug: createSlug(),
          name: body.name,
          ...defaults,
          ...(body.access && { access: body.access }),
          owner,
          actingFor: principal ?? null,
        }),
      )
      // NOTE taken addresses are rarer than 1 in 10^7 even with 10^7 meetings: the loop ends at once.
      if (!made) continue
      await recordAudit(database.pool, {
        actor: `user:${caller.id}`,
        ...(principal && { actingFor: `user:${principal.id}` }),
        action: 'meeting.created',
        target: `meeting:${made.slug}`,
        organisationId: caller.organisationId,
      })
      return toReply(made, ownOrigin(request, config))
    }
  }
}

/** A meeting as its manager sees it, with its whole address. */
export function toReply(record: MeetingRecord, origin: string): Meeting {
  return {
    ...record,
    url: `${origin}/${record.address ?? record.slug}`,
    createdAt: record.createdAt.toISOString(),
    lastUsedAt: record.lastUsedAt?.toISOString() ?? null,
  }
}
