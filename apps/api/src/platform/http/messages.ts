import { IncomingMessage, ServerResponse } from 'node:http'
import type { ServerOptions } from 'node:http'
import type { Express } from 'express'

/**
 * Options of `createServer` by which requests and responses are made with the prototypes that the app asks of them.
 * Express would otherwise change those of each one, and from then on V8 shares no hidden class among them: a third of
 * the processor time of a small request, and 16 kB that only a full collection frees (nodejs/node#37457).
 */
export function shapeMessages(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class Incoming extends IncomingMessage {}
  class Outgoing<Request extends IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(Incoming.prototype, app.request)
  Object.setPrototypeOf(Outgoing.prototype, app.response)
  Object.assign(app, { request: Incoming.prototype, response: Outgoing.prototype })
  return { IncomingMessage: Incoming, ServerResponse: Outgoing }
}
