import type { listUpcoming, Upcoming } from '@parvis/contract/calendar'
import { Problem } from '@parvis/contract/problems'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { canSchedule } from './policy.ts'
import { findUpcoming } from './store.ts'
import type { UpcomingRecord } from './store.ts'

const cursor = z.tuple([z.iso.datetime(), z.uuid()])
const usualLimit = 50

export function listOwnUpcoming({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Handler<typeof listUpcoming> {
  return async ({ query, caller, request }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const { limit = usualLimit } = query
    const [startsAt, scheduleId] = readCursor(cursor, query.after) ?? []
    const after = startsAt && scheduleId ? { startsAt, scheduleId } : undefined
    const found = await findUpcoming(database.pool, caller.id, { after, limit: limit + 1 })
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1) : undefined
    return {
      items: shown.map((record) => toUpcoming(record, ownOrigin(request, config))),
      next: last ? writeCursor([last.startsAt.toISOString(), last.scheduleId]) : null,
    }
  }
}

function toUpcoming(record: UpcomingRecord, origin: string): Upcoming {
  const { scheduleId, slug, title, startsAt, endsAt, timeZone, repeats, role } = record
  const start = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO(timeZone)
  return {
    scheduleId,
    slug,
    url: `${origin}/${slug}`,
    title,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    day: start.toPlainDate().toString(),
    repeats,
    editable: canSchedule(role),
  }
}
