import type pg from 'pg'
import type { Context } from '../../context.ts'
import { pruneLiveEvents } from '../../platform/live.ts'
import { withdrawUnwatched } from '../admission/index.ts'
import { reconcile } from './reconcile.ts'
import { pruneWebhooks } from './store.ts'

const everyMs = 5000
// Any constant of ours: one process of several reconciles at a time.
const advisoryLock = 72_707_370

/** Reconciles every 5 s, in one API process at a time, until disposed. */
export function runReconciler(
  context: Pick<Context, 'database' | 'sfu' | 'metrics' | 'log'>,
  wake: () => void,
): AsyncDisposable {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(() => runOnce(context, wake))
  }, everyMs)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}

async function runOnce(
  context: Pick<Context, 'database' | 'sfu' | 'metrics' | 'log'>,
  wake: () => void,
): Promise<void> {
  const { database, log } = context
  try {
    await withLock(database.pool, async () => {
      await withdrawUnwatched(database)
      const repairs = await reconcile(context)
      if (repairs > 0) log.info({ event: 'reconciled', repairs })
      await pruneWebhooks(database.pool)
      await pruneLiveEvents(database.pool)
    })
  } catch (error) {
    log.warn({ event: 'reconcile-failed', err: error })
  } finally {
    // Webhooks that a process kept but could not process before it ended. Last, on the connection that is free by now.
    wake()
  }
}

/** Does the work unless another process is at it. */
async function withLock(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      advisoryLock,
    ])
    if (!rows[0]?.mine) {
      client.release()
      return
    }
    await work()
    await client.query('SELECT pg_advisory_unlock($1)', [advisoryLock])
    client.release()
  } catch (error) {
    // Closing the connection frees the lock.
    client.release(true)
    throw error
  }
}
