import type { listAudit } from '@parvis/contract/audit'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { readingOf } from '../authority/index.ts'
import { findEntries, findNames } from './store.ts'

const usualLimit = 50

/** A page of the audit that the caller may read. */
export function readAudit({ database }: Pick<Context, 'database'>): Handler<typeof listAudit> {
  return async ({ query: { after, limit = usualLimit, ...filter }, caller }) => {
    const { organisationId } = readingOf(caller, filter.organisationId)
    // One more than is shown tells whether there is another page.
    const found = await findEntries(
      database.pool,
      { ...filter, organisationId },
      { after, limit: limit + 1, order: 'newest' },
    )
    const items = found.slice(0, limit)
    const next = found.length > limit ? (items.at(-1)?.id ?? null) : null
    return { items, people: await findNames(database.pool, items), next }
  }
}
