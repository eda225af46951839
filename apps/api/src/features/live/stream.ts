import type { LiveEvent } from '@parvis/contract/live'
import type { Response } from 'express'
import type { Told } from './begin.ts'

// Below the 30 s after which proxies commonly give up on a silent connection.
const heartbeatMs = 15_000
// How soon a browser comes back after a cut; a random part spreads the return of many.
const retryMs = { least: 500, spread: 1500 }

/** Begins the answer, and keeps the connection from falling silent as long as it is open. */
export function openStream(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx buffers replies unless told otherwise
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  response.write(`retry: ${retryMs.least + Math.floor(Math.random() * retryMs.spread)}\n\n`)
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs)
  response.on('close', () => clearInterval(heartbeat))
}

// What is told to many is the same object for all of them: it is written once.
const written = new WeakMap<LiveEvent, string>()

/** Tells events in one write. */
export function send(response: Response, events: readonly Told[]): void {
  const text = events.map(
    ({ sequence, event }) => `${sequence === undefined ? '' : `id: ${sequence}\n`}data: ${write(event)}\n\n`,
  )
  if (text.length > 0 && !response.writableEnded) response.write(text.join(''))
}

function write(event: LiveEvent): string {
  const known = written.get(event)
  if (known !== undefined) return known
  const text = JSON.stringify(event)
  written.set(event, text)
  return text
}
