import type { CaptureFailure } from './devices.ts'

/**
 * Why `getUserMedia` gave nothing. Names: Media Capture and Streams, section 10.2; the words "by system" are
 * Chromium's way to say that the operating system refused (`content/browser/renderer_host/media`).
 */
export function toCaptureFailure(error: unknown): CaptureFailure {
  if (!(error instanceof DOMException)) return 'capture-failed'
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return /system/i.test(error.message) ? 'system-denied' : 'permission-denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'device-missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'device-busy'
    default:
      return 'capture-failed'
  }
}

/** True when the failure is somebody's "no": asking again by ourselves would be rude. */
export function isRefusal(failure: CaptureFailure | undefined): boolean {
  return failure === 'permission-denied' || failure === 'system-denied'
}
