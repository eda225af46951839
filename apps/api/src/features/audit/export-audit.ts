import type { AuditEntry, exportAuditCsv, exportAuditJson } from '@parvis/contract/audit'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { toCsvRecord } from '../../platform/csv.ts'
import type { Sql } from '../../platform/database.ts'
import type { Exchange, StreamHandler } from '../../platform/http/serve.ts'
import { sendFile } from '../../platform/send-file.ts'
import { readingOf } from '../authority/index.ts'
import { findEntries } from './store.ts'
import type { AuditQuery } from './store.ts'

const columns = [
  'id',
  'at',
  'organisationId',
  'actor',
  'actingFor',
  'source',
  'action',
  'target',
  'detail',
  'position',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[]

type Needs = Pick<Context, 'database'>

export function exportAsCsv(context: Needs): StreamHandler<typeof exportAuditCsv> {
  return async (exchange, response) => {
    const query = await beginExport(context, exchange, 'csv')
    const parts = toCsv(readAll(context.database.pool, query))
    await sendFile(response, { name: 'parvis-audit.csv', type: 'text/csv', parts })
  }
}

export function exportAsJson(context: Needs): StreamHandler<typeof exportAuditJson> {
  return async (exchange, response) => {
    const query = await beginExport(context, exchange, 'json')
    const parts = toJson(readAll(context.database.pool, query))
    await sendFile(response, { name: 'parvis-audit.json', type: 'application/json', parts })
  }
}

/** Who takes the audit away is in the audit, before the first line leaves. */
async function beginExport(
  { database }: Needs,
  { query, caller }: Pick<Exchange<typeof exportAuditCsv>, 'query' | 'caller'>,
  format: 'csv' | 'json',
): Promise<AuditQuery> {
  const { actor, home, organisationId } = readingOf(caller, query.organisationId)
  await recordAudit(database.pool, {
    actor,
    action: 'audit.exported',
    organisationId: organisationId ?? home,
    detail: { format, ...query },
  })
  return { ...query, organisationId }
}

const page = 1000

async function* readAll(sql: Sql, query: AuditQuery): AsyncGenerator<readonly AuditEntry[]> {
  for (let after: string | undefined; ;) {
    const entries = await findEntries(sql, query, { after, limit: page, order: 'oldest' })
    if (entries.length > 0) yield entries
    if (entries.length < page) return
    after = entries.at(-1)?.id
  }
}

async function* toCsv(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  yield toCsvRecord(columns)
  for await (const entries of pages) yield entries.map(toRecord).join('')
}

function toRecord(entry: AuditEntry): string {
  return toCsvRecord(
    columns.map((column) => (column === 'detail' ? JSON.stringify(entry.detail) : entry[column])),
  )
}

async function* toJson(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  let separator = '['
  for await (const entries of pages) {
    yield separator + entries.map((entry) => JSON.stringify(entry)).join(',\n')
    separator = ',\n'
  }
  yield separator === '[' ? '[]\n' : ']\n'
}
