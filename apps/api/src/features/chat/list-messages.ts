import type { listMessages } from '@parvis/contract/chat'
import { Problem } from '@parvis/contract/problems'
import * as z from 'zod/mini'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { readRetention } from '../retention/index.ts'
import { findReading, readMessages } from './store.ts'

/** The number of the oldest message of the page before. */
const cursor = z.tuple([z.string().check(z.regex(/^\d{1,9}$/))])
const usualLimit = 50

/** What was written in the sitting that a place is in, newest first. */
export function showMessages({ database }: Pick<Context, 'database'>): Handler<typeof listMessages> {
  const { pool } = database
  return async ({ params, query, browser }) => {
    const { place, after, limit = usualLimit } = query
    const [before] = readCursor(cursor, after) ?? []
    const deviceHash = browser.knownDeviceHash()
    const reading = await findReading(pool, params.slug, { place, deviceHash })
    if (reading === 'no-meeting') throw new Problem('meeting-not-found')
    if (!reading) throw new Problem('place-not-found')
    const found = await readMessages(pool, reading.occurrenceId, {
      before: before === undefined ? undefined : Number(before),
      limit: limit + 1,
    })
    const items = found.slice(0, limit)
    const oldest = items.at(-1)
    const { chat: keptDays } = await readRetention(pool)
    return {
      items,
      next: oldest && found.length > limit ? writeCursor([String(oldest.number)]) : null,
      since: reading.since,
      keptDays,
    }
  }
}
