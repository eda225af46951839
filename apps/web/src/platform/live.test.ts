import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveEvent } from '@parvis/contract/live'
import { watchLive } from './live.ts'
import type { EventSourceLike } from './live.ts'

class Stream extends EventTarget implements EventSourceLike {
  readyState = 1

  tell(text: string): void {
    this.dispatchEvent(new MessageEvent('message', { data: text }))
  }

  /** The browser tries again by itself. */
  cut(): void {
    this.readyState = 0
    this.dispatchEvent(new Event('error'))
  }

  /** An HTTP error: the browser gives up. */
  refuse(): void {
    this.close()
    this.dispatchEvent(new Event('error'))
  }

  close(): void {
    this.readyState = 2
  }
}

function watch() {
  const streams: Stream[] = []
  const events: LiveEvent[] = []
  const undo = watchLive({
    path: '/live',
    onEvent: (event) => events.push(event),
    open() {
      const stream = new Stream()
      streams.push(stream)
      return stream
    },
  })
  return { streams, events, undo }
}

const ended = JSON.stringify({ kind: 'occurrence-ended', by: null })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('events that do not fit are dropped, and those behind them still arrive', () => {
  const { streams, events } = watch()
  for (const text of ['{', '{"kind":"from-the-future"}', '[]', ended]) streams[0]?.tell(text)
  expect(events).toEqual([{ kind: 'occurrence-ended', by: null }])
})

test('a cut is left to the browser, which resumes without loss', () => {
  const { streams } = watch()
  streams[0]?.cut()
  vi.advanceTimersByTime(60_000)
  expect(streams.length).toBe(1)
})

test('after an HTTP error a new stream is opened, later and later, within 15 s at most', () => {
  const { streams } = watch()
  streams[0]?.refuse()
  vi.advanceTimersByTime(500)
  expect(streams.length).toBe(2)
  for (let failures = 0; failures < 10; failures++) {
    streams.at(-1)?.refuse()
    vi.advanceTimersByTime(15_000)
  }
  expect(streams.length).toBe(12)
})

test('once undone nothing is opened again', () => {
  const { streams, undo } = watch()
  streams[0]?.refuse()
  undo()
  vi.advanceTimersByTime(60_000)
  expect(streams.map(({ readyState }) => readyState)).toEqual([2])
})

test('a page that is told that another one watches its place does not come back', () => {
  const { streams, events } = watch()
  streams[0]?.tell(JSON.stringify({ kind: 'replaced' }))
  vi.advanceTimersByTime(60_000)
  expect(events).toEqual([{ kind: 'replaced' }])
  expect(streams.map(({ readyState }) => readyState)).toEqual([2])
})
