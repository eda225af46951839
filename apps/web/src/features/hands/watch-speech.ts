import type { ReadableStore, Undo } from '../../platform/store.ts'
import type { Clock } from '../../rtc/call.ts'

interface Watch {
  readonly clock: Clock
  /** How long somebody has to have spoken, pauses not counted. */
  readonly enoughMs: number
  readonly onEnough: () => void
}

/** Calls back once when somebody has spoken for long enough since the watch began. */
export function watchSpeech(
  speaker: ReadableStore<{ readonly speaking: boolean }>,
  { clock, enoughMs, onEnough }: Watch,
): Undo {
  let spokenMs = 0
  let since: number | undefined
  let stopTimer: Undo = () => undefined

  function handleChange(): void {
    const { speaking } = speaker.get()
    if (speaking && since === undefined) {
      since = clock.now()
      stopTimer = clock.after(enoughMs - spokenMs, onEnough)
    } else if (!speaking && since !== undefined) {
      stopTimer()
      spokenMs += clock.now() - since
      since = undefined
    }
  }

  handleChange()
  const undo = speaker.subscribe(handleChange)
  return () => {
    undo()
    stopTimer()
  }
}
