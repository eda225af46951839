import type { Undo } from '../platform/store.ts'

const readingsPerSecond = 20

/** Loudness of one track, read without React. `follow` changes the track, `watch` reads while somebody listens. */
export interface LevelMeter extends Disposable {
  follow(track: MediaStreamTrack | undefined): void
  watch(listener: (level: number) => void): Undo
}

/** Makes its one AudioContext when the first listener comes, and closes it when disposed. */
export function createLevelMeter(): LevelMeter {
  const listeners = new Set<(level: number) => void>()
  let context: AudioContext | undefined
  let analyser: AnalyserNode | undefined
  let input: MediaStreamAudioSourceNode | undefined
  let track: MediaStreamTrack | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function connect(): void {
    input?.disconnect()
    input = undefined
    if (listeners.size === 0 || !track) return
    context ??= new AudioContext()
    // NOTE before any gesture the context is suspended: levels stay 0 until the browser lets it run
    void context.resume()
    analyser ??= new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0.2 })
    input = context.createMediaStreamSource(new MediaStream([track]))
    input.connect(analyser)
  }

  function read(): void {
    if (context?.state === 'suspended' && navigator.userActivation?.hasBeenActive) void context.resume()
    const level = analyser && input ? loudness(analyser) : 0
    for (const listener of listeners) listener(level)
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    connect()
    void context?.suspend()
  }

  return {
    follow(next) {
      track = next
      connect()
    },
    watch(listener) {
      listeners.add(listener)
      if (listeners.size === 1) connect()
      timer ??= setInterval(read, 1000 / readingsPerSecond)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop()
      }
    },
    [Symbol.dispose]() {
      listeners.clear()
      track = undefined
      clearInterval(timer)
      connect()
      void context?.close()
      context = undefined
    },
  }
}

/** Root mean square of the last 20 ms on a scale where ordinary speech fills the gauge: 0 dB is 1, -50 dB is 0. */
function loudness(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  if (power === 0) return 0
  return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power)) / 50))
}
