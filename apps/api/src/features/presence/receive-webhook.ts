import { Problem } from '@parvis/contract/problems'
import type { Request } from 'express'
import type { Context } from '../../context.ts'
import type { SfuEvent } from '../../platform/sfu.ts'
import { keepWebhook } from './store.ts'

/**
 * Keeps a verified webhook and answers at once: the SFU drops what waits longer than 30 s, and sends a room's events
 * one after the other. `wake` tells the processor that there is work.
 */
export function receiveWebhook(
  { database, sfu, metrics, log }: Pick<Context, 'database' | 'sfu' | 'metrics' | 'log'>,
  wake: () => void,
) {
  return async (body: Buffer, request: Request): Promise<{ received: boolean }> => {
    const event = await verify(sfu, body, request.headers.authorization).catch((error: unknown) => {
      metrics.webhooks.inc({ result: 'refused' })
      log.warn({ event: 'webhook-refused', reason: error instanceof Error ? error.message : 'unknown' })
      throw new Problem('webhook-refused')
    })
    const fresh = await keepWebhook(database.pool, event)
    metrics.webhooks.inc({ result: fresh ? 'received' : 'repeated' })
    if (fresh) wake()
    return { received: fresh }
  }
}

async function verify(
  sfu: Context['sfu'],
  body: Buffer,
  authorization: string | undefined,
): Promise<SfuEvent> {
  if (!authorization) throw new Error('no signature')
  return sfu.verifyWebhook(body.toString('utf8'), authorization)
}
