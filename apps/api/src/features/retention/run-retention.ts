import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import { purge } from './purge.ts'

const everyMs = 60 * 60 * 1000
// Any constant of ours: one process of several purges at a time.
const advisoryLock = 72_707_374

/** Purges at start and every hour, in one API process at a time, until disposed. */
export function runRetention(
  context: Pick<Context, 'config' | 'database' | 'log' | 'mailer'>,
): AsyncDisposable {
  const { database, log } = context
  let running: Promise<void> = Promise.resolve()
  const next = (): void => {
    running = running.then(once)
  }
  async function once(): Promise<void> {
    try {
      await inTransaction(database.pool, async (sql) => {
        const { rows } = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
          advisoryLock,
        ])
        if (!rows[0]?.mine) return
        log.info({ event: 'purged', rows: await purge(context, new Date()) })
      })
    } catch (error) {
      log.warn({ event: 'purge-failed', err: error })
    }
  }
  const timer = setInterval(next, everyMs)
  next()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}
