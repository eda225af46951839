import { receiveSfuWebhook } from '@parvis/contract/system'
import type { Context } from '../../context.ts'
import type { Http } from '../../platform/http/serve.ts'
import type { WebhookProcessor } from './process-webhooks.ts'
import { receiveWebhook } from './receive-webhook.ts'

export function mountPresence(http: Http, context: Context, processor: WebhookProcessor): void {
  http.serveRaw(
    receiveSfuWebhook,
    receiveWebhook(context, () => processor.wake()),
  )
}
