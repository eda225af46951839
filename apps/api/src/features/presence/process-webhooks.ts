import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import { applyEvent } from './apply-event.ts'
import { takeWebhook } from './store.ts'

const retryMs = 1000

/** Applies kept webhooks in the order of their arrival. */
export interface WebhookProcessor extends AsyncDisposable {
  /** There is work. Safe at any time. */
  wake(): void
}

export function createWebhookProcessor({
  database,
  log,
}: Pick<Context, 'database' | 'log'>): WebhookProcessor {
  let running: Promise<void> | undefined
  let again = false
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function drain(): Promise<void> {
    do {
      again = false
      while (!closed && (await processOne(database))) continue
    } while (again && !closed)
  }
  function wake(): void {
    again = true
    running ??= drain()
      .catch((error: unknown) => {
        log.warn({ event: 'webhook-processing-failed', err: error })
        retry = setTimeout(wake, retryMs)
        retry.unref()
      })
      .finally(() => {
        running = undefined
      })
  }
  return {
    wake,
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(retry)
      await running
    },
  }
}

function processOne(database: Context['database']): Promise<boolean> {
  return inTransaction(database.pool, async (sql) => {
    const event = await takeWebhook(sql)
    if (event) await applyEvent(sql, event)
    return event !== undefined
  })
}
