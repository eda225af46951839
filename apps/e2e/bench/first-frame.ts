import type { Page } from '@playwright/test'
import { keepNames } from './keep-names.ts'

declare global {
  interface Window {
    /** Milliseconds from the click to the first frame of somebody else's video on the screen. */
    firstRemoteFrame: Promise<number>
  }
}

/** Lets the page be timed from its next navigation on. */
export async function prepareTiming(page: Page): Promise<void> {
  await page.addInitScript(keepNames)
  await page.addInitScript(timeFirstRemoteFrame)
}

/**
 * Runs in the page before its own code. The time begins with the last trusted click, and ends when the browser
 * presents the first frame (`requestVideoFrameCallback`) of a video element that shows a track which came over a
 * peer connection.
 */
function timeFirstRemoteFrame(): void {
  const remote = new Set<string>()
  let clickedAt = 0
  let resolve: (ms: number) => void = () => undefined
  window.firstRemoteFrame = new Promise((done) => (resolve = done))

  // NOTE a page may be clicked earlier, to be focused; the last click before the frame is the one that joins
  addEventListener('click', ({ timeStamp }) => (clickedAt = timeStamp), true)

  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('track', ({ track }) => remote.add(track.id))
    }
  }

  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...property,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      property?.set?.call(this, stream)
      if (this instanceof HTMLVideoElement && stream) watch(this)
    },
  })

  function watch(video: HTMLVideoElement): void {
    video.requestVideoFrameCallback((now) => {
      const { srcObject } = video
      if (!(srcObject instanceof MediaStream)) return
      if (clickedAt > 0 && srcObject.getVideoTracks().some(({ id }) => remote.has(id)))
        resolve(now - clickedAt)
      else watch(video)
    })
  }
}
