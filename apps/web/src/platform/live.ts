import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import type { Undo } from './store.ts'

/** The part of `EventSource` that is used here: tests bring their own. */
export interface EventSourceLike {
  readonly readyState: number
  close(): void
  addEventListener(type: 'open' | 'message' | 'error', listener: (event: Event) => void): void
}

export interface LiveOptions {
  /** Path of the stream, as the admission gave it. */
  readonly path: string
  readonly onEvent: (event: LiveEvent) => void
  /** After every HTTP error, by which the server may say that there is no such place any more. */
  readonly onRefused?: () => void
  readonly open?: (path: string) => EventSourceLike
}

const backOffMs = { first: 500, most: 15_000 } as const
const closed = 2

/**
 * Listens to a live stream until undone. A cut connection is resumed by the browser itself (`Last-Event-ID`);
 * after an HTTP error it gives up, and then we open a new one, which starts with a new snapshot.
 * What does not fit the contract is dropped: an older page must survive a newer server.
 */
export function watchLive(options: LiveOptions): Undo {
  const { path, onEvent, onRefused, open = (path) => new EventSource(path) } = options
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let source = connect()

  function connect(): EventSourceLike {
    const stream = open(path)
    stream.addEventListener('open', () => (failures = 0))
    stream.addEventListener('message', (message) => {
      const event = message instanceof MessageEvent ? parse(message.data) : undefined
      // Another page watches this place now: two that came back by turns would drive each other out for ever.
      if (event?.kind === 'replaced') stream.close()
      if (event) onEvent(event)
    })
    stream.addEventListener('error', () => {
      if (stream.readyState !== closed) return
      const delay = Math.min(backOffMs.first * 2 ** failures++, backOffMs.most)
      // Half of the delay is random, so that a whole meeting does not come back in the same instant.
      timer = setTimeout(() => (source = connect()), delay * (0.5 + Math.random() / 2))
      onRefused?.()
    })
    return stream
  }

  return () => {
    clearTimeout(timer)
    source.close()
  }
}

function parse(text: unknown): LiveEvent | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return liveEvent.safeParse(JSON.parse(text)).data
  } catch {
    // Not JSON: dropped like every event that does not fit.
    return undefined
  }
}
