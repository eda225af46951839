import { deleteMessage, listMessages, sendMessage } from '@parvis/contract/chat'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { takeMessageAway } from './delete-message.ts'
import { showMessages } from './list-messages.ts'
import { writeMessage } from './send-message.ts'

export function mountChat(http: Http, context: Context): void {
  // NOTE a whole office may sit behind one address; places and meetings are bounded where messages are written.
  http.serve(sendMessage, writeMessage(context), { limit: perMinute(600) })
  http.serve(listMessages, showMessages(context), { limit: perMinute(600) })
  http.serve(deleteMessage, takeMessageAway(context), { limit: perMinute(240) })
}
