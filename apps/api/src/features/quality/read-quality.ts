import { Problem } from '@parvis/contract/problems'
import type { listQuality } from '@parvis/contract/quality'
import * as z from 'zod/mini'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { readingOf } from '../authority/index.ts'
import { findPeople, isAdministered } from './store.ts'

const usualLimit = 50
const cursor = z.tuple([z.string().check(z.regex(/^[0-3]$/)), z.string().check(z.regex(/^\d{1,9}$/))])

export function showQuality({ database }: Pick<Context, 'database'>): Handler<typeof listQuality> {
  return async ({ caller, params: { slug }, query: { after, limit = usualLimit } }) => {
    const { organisationId } = readingOf(caller)
    const [rank, number] = readCursor(cursor, after) ?? []
    if (!(await isAdministered(database.pool, slug, organisationId))) throw new Problem('meeting-not-found')
    const begin = rank === undefined ? undefined : { rank: Number(rank), number: Number(number) }
    const rows = await findPeople(database.pool, slug, { after: begin, limit })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const next = last && rows.length > limit ? writeCursor([`${last.rank}`, `${last.number}`]) : null
    return { items, next }
  }
}
