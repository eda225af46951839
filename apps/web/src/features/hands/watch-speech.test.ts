import { expect, test, vi } from 'vitest'
import { createStore } from '../../platform/store.ts'
import { watchSpeech } from './watch-speech.ts'

function createClock() {
  let now = 0
  let timers: readonly { readonly at: number; readonly callback: () => void }[] = []
  return {
    now: () => now,
    after(delayMs: number, callback: () => void) {
      const timer = { at: now + delayMs, callback }
      timers = [...timers, timer]
      return () => void (timers = timers.filter((other) => other !== timer))
    },
    pass(ms: number) {
      now += ms
      const due = timers.filter(({ at }) => at <= now)
      timers = timers.filter(({ at }) => at > now)
      for (const { callback } of due) callback()
    },
  }
}

test('what somebody says in several goes counts together, and their pauses do not', () => {
  const clock = createClock()
  const speaker = createStore({ speaking: false })
  const onEnough = vi.fn<() => void>()
  watchSpeech(speaker, { clock, enoughMs: 10_000, onEnough })
  const speak = (ms: number) => {
    speaker.set({ speaking: true })
    clock.pass(ms)
  }
  speak(6_000)
  speaker.set({ speaking: false })
  clock.pass(60_000)
  expect(onEnough).not.toHaveBeenCalled()
  speak(3_999)
  expect(onEnough).not.toHaveBeenCalled()
  speak(1)
  expect(onEnough).toHaveBeenCalledOnce()
})

test('who speaks already when the watch begins is heard from then on; undone, nothing is', () => {
  const clock = createClock()
  const onEnough = vi.fn<() => void>()
  const undo = watchSpeech(createStore({ speaking: true }), { clock, enoughMs: 10_000, onEnough })
  clock.pass(9_999)
  undo()
  clock.pass(1)
  expect(onEnough).not.toHaveBeenCalled()
})
