import type { Context } from '../../context.ts'
import type { PoolClient } from 'pg'
import { inTransaction } from '../../platform/database.ts'
import type { Database } from '../../platform/database.ts'
import { readRetention } from '../retention/index.ts'
import { closeNextDay, settle } from './close-days.ts'

const everyMs = 5 * 60 * 1000
// Any constant of ours: one process of several counts at a time.
const advisoryLock = 72_707_375

type Needs = Pick<Context, 'config' | 'database' | 'log'>

/** Keeps the figures of days that are over, at start and every five minutes, in one API process at a time, until disposed. */
export function runClosing(context: Needs): AsyncDisposable {
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const next = (): void => {
    running = running
      .then(() => closeDays(context, new Date(), stopped.signal))
      .catch((error: unknown) => context.log.warn({ event: 'statistics-not-closed', err: error }))
  }
  const timer = setInterval(next, everyMs)
  next()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      stopped.abort()
      await running
    },
  }
}

/** Counts what is over by the clock `now`, each day in a transaction of its own, until nothing is left or it is stopped. */
export async function closeDays(
  { config, database, log }: Needs,
  now: Date,
  stop?: AbortSignal,
): Promise<void> {
  const { attendances } = await readRetention(database.pool)
  for (const timeZone of config.statisticsTimeZones) {
    const closing = { timeZone, keptDays: attendances, now }
    await alone(database, (sql) => settle(sql, closing))
    let days = 0
    while (!stop?.aborted && (await alone(database, (sql) => closeNextDay(sql, closing)))) days += 1
    if (days > 0) log.info({ event: 'statistics-closed', timeZone, days })
  }
}

/** Does the work in a transaction, unless another process is at it. */
function alone<Result>(
  { pool }: Pick<Database, 'pool'>,
  work: (sql: PoolClient) => Promise<Result>,
): Promise<Result | undefined> {
  return inTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      advisoryLock,
    ])
    return rows[0]?.mine ? work(sql) : undefined
  })
}
