import type { LiveEvent } from '@parvis/contract/live'
import { vi } from 'vitest'

/** A request that the page made. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

export type Reply = readonly [status: number, body?: unknown]

/** The server as one page sees it: replies by hand, and live streams into which tests speak. */
export interface ServerForTests extends Disposable {
  readonly asked: readonly Asked[]
  /** Tells an event on every live stream that is open. */
  readonly tell: (event: LiveEvent) => void
  /** Answers the streams that are open with an HTTP error, after which they are closed. */
  readonly failStreams: () => void
  /** How many live streams are open now. */
  readonly streams: () => number
}

/** Stands in for `fetch` and `EventSource` until disposed. */
export function createServerForTests(reply: (request: Asked) => Reply): ServerForTests {
  const asked: Asked[] = []
  const open = new Set<FakeEventSource>()

  class FakeEventSource extends EventTarget {
    readyState = 1

    constructor() {
      super()
      open.add(this)
    }

    close(): void {
      this.readyState = 2
      open.delete(this)
    }
  }

  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('fetch', (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const request = { method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined }
    asked.push(request)
    const [status, json] = reply(request)
    return Promise.resolve(
      new Response(status === 204 ? null : JSON.stringify(json ?? {}), {
        status,
        headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
      }),
    )
  })
  return {
    asked,
    streams: () => open.size,
    tell(event) {
      for (const stream of open)
        stream.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }))
    },
    failStreams() {
      for (const stream of open) {
        stream.close()
        stream.dispatchEvent(new Event('error'))
      }
    },
    [Symbol.dispose]: () => void vi.unstubAllGlobals(),
  }
}

/** A refusal as the server sends it. */
export function refuse(status: number, code: string): Reply {
  return [status, { type: 'about:blank', title: code, status, code }]
}
