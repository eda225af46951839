import type { createMeeting, Meeting } from '@parvis/contract/meetings'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { readDefaults } from './defaults.ts'
import { findFounding } from './founder.ts'
import { createSlug } from './slug.ts'
import { insertMeeting } from './store.ts'
import type { MeetingRecord } from './store.ts'

/** Makes a meeting whose owner is the caller, or somebody for whom they act. */
export function createOwnMeeting({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof createMeeting> {
  return async ({ body, caller, request }) => {
    const { actor, owner, principal } = await findFounding(database.pool, caller, body.for)
    const prisma = await database.prisma()
    const { own: _, ...defaults } = await readDefaults(database.pool, owner.id)
    for (;;) {
      const made = await prisma.$transaction((db) =>
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
        actor,
        ...(principal && { actingFor: `user:${principal.id}` }),
        action: 'meeting.created',
        target: `meeting:${made.slug}`,
        organisationId: owner.organisationId,
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
