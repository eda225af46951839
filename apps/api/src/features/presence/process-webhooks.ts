import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { SfuEvent } from '../../platform/sfu.ts'
import { applyEvent } from './apply-event.ts'
import { enforce } from './enforce.ts'
import { takeWebhook } from './store.ts'

const retryMs = 1000

/** Applies kept webhooks in the order of their arrival. */
export interface WebhookProcessor extends AsyncDisposable {
  /** There is work. Safe at any time. */
  wake(): void
}

type Needs = Pick<Context, 'database' | 'log' | 'sfu' | 'metrics'>

export function createWebhookProcessor(context: Needs): WebhookProcessor {
  const { database, log } = context
  let running: Promise<void> | undefined
  let again = false
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function drain(): Promise<void> {
    do {
      again = false
      for (let event = await processOne(database); event && !closed; event = await processOne(database))
        await judgeArrival(context, event)
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

function processOne(database: Context['database']): Promise<SfuEvent | undefined> {
  return inTransaction(database.pool, async (sql) => {
    const event = await takeWebhook(sql)
    if (event) await applyEvent(sql, event)
    return event
  })
}

/** Who has just connected may be there no more, or may publish less than their token says. */
async function judgeArrival(context: Needs, { kind, room, participant }: SfuEvent): Promise<void> {
  if (kind !== 'participant-joined' || !room || !participant?.rights) return
  const { identity, rights } = participant
  try {
    await enforce(context, room, [{ identity, rights }])
  } catch (error) {
    // The reconciler sees it again.
    context.log.warn({ event: 'enforce-failed', err: error })
  }
}
