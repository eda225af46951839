import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import { eventually } from './eventually.ts'
import type { Visitor } from './visitor.ts'

/** An event of the live stream with its number; -1 for those that bear none, to who waits. */
export interface ReadEvent {
  readonly id: number
  readonly event: LiveEvent
}

/** A reader of a live stream that comes back behind the last number it saw, as `EventSource` does. */
export interface LiveReader extends AsyncDisposable {
  /** All that arrived, in order, over all connections. */
  readonly events: readonly ReadEvent[]
  /** How many connections were opened. */
  readonly connections: number
  /** Waits until this many events have arrived. */
  arrived(count: number): Promise<readonly ReadEvent[]>
}

/** Opens the stream of an admission (`admission.live`), from behind `lastEventId` when given. */
export function readLive(visitor: Visitor, path: string, lastEventId?: number): LiveReader {
  const events: ReadEvent[] = []
  const closing = new AbortController()
  let connections = 0
  let last = lastEventId
  let replaced = false

  async function readOnce(): Promise<void> {
    const response = await visitor.fetch(path, {
      signal: closing.signal,
      ...(last !== undefined && { headers: { 'Last-Event-ID': String(last) } }),
    })
    if (response.status !== 200 || !response.body)
      throw new Error(`the live stream answers ${response.status}`)
    connections += 1
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parseBlock(block)
        if (event) events.push(event)
        // Like the page: who is told that another one watches does not come back.
        if (event?.event.kind === 'replaced') replaced = true
        if (event && event.id >= 0) last = event.id
      }
    }
  }
  async function readUntilClosed(): Promise<void> {
    while (!closing.signal.aborted && !replaced) {
      // A stream that broke is opened again, which is the point of the reader.
      await readOnce().catch(() => undefined)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const reading = readUntilClosed()
  return {
    events,
    get connections() {
      return connections
    },
    arrived: (count) =>
      eventually(() => {
        if (events.length < count)
          throw new Error(
            `${events.length} of ${count} events, the last: ${JSON.stringify(events.slice(-3))}`,
          )
        return events
      }),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await reading
    },
  }
}

function parseBlock(block: string): ReadEvent | undefined {
  const lines = block.split('\n')
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
  const [id, text] = [field('id'), field('data')]
  return text ? { id: id ? Number(id) : -1, event: liveEvent.parse(JSON.parse(text)) } : undefined
}
