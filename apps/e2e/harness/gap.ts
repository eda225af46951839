import { expect, test } from '@playwright/test'
import type { Person } from './person.ts'
import { readReceptions } from './probe.ts'

/** Shorter than any outage that lasts, and counted while the page runs: a machine that stands still is none. */
const backWithinMs = 60_000

/** Waits until frames are decoded again, soon; the report of the test tells how long that took. */
export async function awaitMedia({ name, page }: Person): Promise<void> {
  const readLivedMs = (): Promise<number> => page.evaluate(() => window.parvisProbe.livedMs)
  const start = await readLivedMs()
  let before = await countFrames(page)
  await expect(async () => {
    const frames = await countFrames(page)
    // a new connection counts from nothing
    before = Math.min(before, frames)
    expect(frames, `${name} sees`).toBeGreaterThan(before)
  }).toPass({ intervals: [100], timeout: 180_000 })
  const gapMs = (await readLivedMs()) - start
  test.info().annotations.push({ type: `media back at ${name}`, description: `${gapMs} ms` })
  expect(gapMs, `${name} sees again`).toBeLessThanOrEqual(backWithinMs)
}

/** Waits until no frame has been decoded for a second, and returns the frames until then. */
export async function awaitStillness({ name, page }: Person): Promise<number> {
  let frames = -1
  await expect(async () => {
    const before = frames
    frames = await countFrames(page)
    expect(frames, `${name} sees nothing new`).toBe(before)
  }).toPass({ intervals: [1000] })
  return frames
}

/** The longest time without anything arriving until the page first said that it reconnects; undefined before that. */
export interface ReconnectWatch {
  silenceMs(): Promise<number | undefined>
}

/** Watches from now on. */
export async function watchReconnecting({ page, words }: Person): Promise<ReconnectWatch> {
  const watch = await page.evaluateHandle((wanted) => {
    const state: { toldAfterMs?: number } = {}
    const received = new Map<RTCPeerConnection, number>()
    let [arrivedAt, longestMs] = [Date.now(), 0]
    const read = async (peer: RTCPeerConnection): Promise<void> => {
      let bytes = 0
      for (const { type, bytesReceived } of (await peer.getStats()).values())
        if (type === 'candidate-pair') bytes += Number(bytesReceived ?? 0)
      longestMs = Math.max(longestMs, Date.now() - arrivedAt)
      if (bytes > (received.get(peer) ?? 0)) arrivedAt = Date.now()
      received.set(peer, bytes)
    }
    setInterval(() => void Promise.all(window.parvisProbe.peers.map(read)), 250)
    new MutationObserver(() => {
      if (!document.body.innerText.includes(wanted)) return
      state.toldAfterMs ??= Math.max(longestMs, Date.now() - arrivedAt)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return state
  }, words.reconnecting)
  return { silenceMs: () => watch.evaluate(({ toldAfterMs }) => toldAfterMs) }
}

/** Frames decoded so far on the connections that are open. */
export async function countFrames(page: Person['page']): Promise<number> {
  const receptions = await readReceptions(page)
  return receptions.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
}
