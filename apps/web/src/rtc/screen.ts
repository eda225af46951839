/** The tracks of a shared screen, ours until stopped. */
export interface SharedScreen {
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack | undefined
}

/** Chromium's hints for its chooser, which TypeScript's DOM does not know yet (Screen Capture, section 5.4). */
interface ChooserHints extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude'
  readonly surfaceSwitching: 'include'
  readonly selfBrowserSurface: 'exclude'
}

const screenOptions = {
  video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 15, max: 15 } },
  surfaceSwitching: 'include',
  selfBrowserSurface: 'exclude',
} as const

/**
 * Opens the browser's chooser, which offers to share sound only with `sound`. Undefined: the person closed it. Must be
 * called in a gesture.
 */
export async function captureScreen({
  sound,
}: {
  readonly sound: boolean
}): Promise<SharedScreen | undefined> {
  const wish: ChooserHints = {
    ...screenOptions,
    audio: sound,
    systemAudio: sound ? 'include' : 'exclude',
  }
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(wish)
    const [video] = stream.getVideoTracks()
    if (!video) return undefined
    video.contentHint = 'detail'
    return { video, audio: stream.getAudioTracks()[0] }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return undefined
    throw error
  }
}

export function stopScreen(screen: SharedScreen): void {
  screen.video.stop()
  screen.audio?.stop()
}
