import { isRefusal, toCaptureFailure } from './capture-failure.ts'
import type { CaptureFailure } from './devices.ts'

export type CaptureKind = 'microphone' | 'camera'

/** Which device to open: a wish (`preferredId`), or that one and no other (`exactId`). */
export interface CaptureRequest {
  readonly preferredId?: string | undefined
  readonly exactId?: string | undefined
}

export type Captured = { readonly track: MediaStreamTrack } | { readonly failure: CaptureFailure }
export type CaptureRequests = Partial<Record<CaptureKind, CaptureRequest>>
export type CapturedKinds = Partial<Record<CaptureKind, Captured>>

/** The part of `navigator.mediaDevices` that is needed; replaceable in tests. */
export type MediaSource = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>

/**
 * Opens what is asked for with one `getUserMedia`, hence one prompt. Only when that fails because one of two devices
 * is missing or busy is each opened alone. Never rejects.
 */
export async function capture(source: MediaSource, requests: CaptureRequests): Promise<CapturedKinds> {
  const kinds = kindsOf(requests)
  try {
    const stream = await source.getUserMedia(toConstraints(requests))
    return Object.fromEntries(kinds.map((kind) => [kind, toCaptured(stream, kind)]))
  } catch (error) {
    const failure = toCaptureFailure(error)
    if (kinds.length < 2 || isRefusal(failure))
      return Object.fromEntries(kinds.map((kind) => [kind, { failure }]))
  }
  const alone = await Promise.all(kinds.map((kind) => capture(source, { [kind]: requests[kind] })))
  return Object.assign({}, ...alone)
}

export function kindsOf(requests: CaptureRequests): CaptureKind[] {
  return (['microphone', 'camera'] as const).filter((kind) => requests[kind] !== undefined)
}

function toCaptured(stream: MediaStream, kind: CaptureKind): Captured {
  const [track] = kind === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks()
  return track ? { track } : { failure: 'capture-failed' }
}

function toConstraints({ microphone, camera }: CaptureRequests): MediaStreamConstraints {
  return {
    audio: microphone
      ? { ...toDevice(microphone), echoCancellation: true, noiseSuppression: true, autoGainControl: true }
      : false,
    video: camera
      ? {
          ...toDevice(camera),
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30, max: 30 },
        }
      : false,
  }
}

function toDevice({ exactId, preferredId }: CaptureRequest): MediaTrackConstraints {
  if (exactId) return { deviceId: { exact: exactId } }
  return preferredId ? { deviceId: { ideal: preferredId } } : {}
}
