import { capture, kindsOf } from './capture.ts'
import type { CaptureKind, CaptureRequest, CaptureRequests, CapturedKinds, MediaSource } from './capture.ts'
import { captureKinds, isLive, notify, prefer, update } from './device-core.ts'
import type { DeviceCore } from './device-core.ts'
import { listDevices } from './device-list.ts'
import type { DeviceKind } from './devices.ts'

/** Opens each wanted kind that delivers nothing. A kind that the browser is known to refuse is not even asked for. */
export async function openWanted(
  core: DeviceCore,
  kinds: readonly CaptureKind[] = captureKinds,
): Promise<void> {
  await core.permissions.ready
  const requests: CaptureRequests = {}
  for (const kind of kinds) {
    const { wanted, track } = core.state.get()[kind]
    if (core.disposed || !wanted || isLive(track)) continue
    if (!core.source) update(core, kind, { failure: 'capture-failed' })
    else if (core.permissions.current(kind) === 'denied') update(core, kind, { failure: 'permission-denied' })
    else requests[kind] = {}
  }
  const asked = kindsOf(requests)
  if (!core.source || asked.length === 0) return
  const { preferred } = core.state.get()
  if (asked.some((kind) => preferred[kind])) await refreshList(core)
  for (const kind of asked) requests[kind] = toRequest(core, kind)
  const { permission } = core.state.get()
  if (permission !== 'granted') core.state.set((before) => ({ ...before, permission: 'asking' }))
  const captured = await captureOrOther(core.source, requests)
  // NOTE when all devices are missing nobody was asked: the next attempt prompts again
  core.state.set((before) => (before.permission === 'asking' ? { ...before, permission } : before))
  settle(core, captured)
  await refreshList(core)
  for (const kind of asked) keepChoice(core, kind, requests[kind])
}

/**
 * The preferred device and no other where the browser tells that it is there: a mere wish counts no more than the wished
 * resolution, and a camera of better resolution would win against the one that was chosen.
 */
function toRequest(core: DeviceCore, kind: CaptureKind): CaptureRequest {
  const id = core.state.get().preferred[kind]
  return isListed(core, kind, id) ? { exactId: id } : { preferredId: id }
}

/** What was opened first is kept, and what the person chose in the browser's own prompt; what stands in is not. */
function keepChoice(core: DeviceCore, kind: CaptureKind, request: CaptureRequest | undefined): void {
  const { deviceId } = core.state.get()[kind]
  const wish = core.state.get().preferred[kind]
  if (deviceId && (!wish || (request?.preferredId === wish && isListed(core, kind, wish))))
    prefer(core, kind, deviceId)
}

/** Another device where the very one has gone since it was listed. */
async function captureOrOther(source: MediaSource, requests: CaptureRequests): Promise<CapturedKinds> {
  const captured = await capture(source, requests)
  const gone = kindsOf(requests).filter((kind) => requests[kind]?.exactId && isMissing(captured[kind]))
  if (gone.length === 0) return captured
  return { ...captured, ...(await capture(source, Object.fromEntries(gone.map((kind) => [kind, {}])))) }
}

function isMissing(captured: CapturedKinds[CaptureKind]): boolean {
  return captured !== undefined && 'failure' in captured && captured.failure === 'device-missing'
}

function isListed(core: DeviceCore, kind: DeviceKind, id: string | undefined): boolean {
  return core.listed[kind].some((device) => device.id === id)
}

/** Another device for one that delivers. Where a browser cannot hold both, the old one is let go first. */
export async function replaceDevice(core: DeviceCore, kind: CaptureKind, deviceId: string): Promise<void> {
  if (!core.source) return
  const request = { [kind]: { exactId: deviceId } }
  let captured = await capture(core.source, request)
  if (hasFailed(captured[kind])) {
    core.state.get()[kind].track?.stop()
    captured = await capture(core.source, request)
  }
  if (hasFailed(captured[kind])) captured = await capture(core.source, { [kind]: {} })
  settle(core, captured)
  await refreshList(core)
}

export async function refreshList(core: DeviceCore): Promise<void> {
  if (!core.source || core.disposed) return
  core.listed = await listDevices(core.source)
  core.state.set((before) => {
    const speaker = before.preferred.speaker
    const speakerId = isListed(core, 'speaker', speaker) ? speaker : undefined
    return { ...before, available: core.listed, speakerId }
  })
}

function hasFailed(captured: CapturedKinds[CaptureKind]): boolean {
  return captured !== undefined && 'failure' in captured
}

function settle(core: DeviceCore, captured: CapturedKinds): void {
  for (const kind of captureKinds) {
    const result = captured[kind]
    if (!result) continue
    if ('track' in result) adopt(core, kind, result.track)
    else update(core, kind, { failure: result.failure, track: undefined, deviceId: undefined })
  }
}

function adopt(core: DeviceCore, kind: CaptureKind, track: MediaStreamTrack): void {
  const { wanted, track: before } = core.state.get()[kind]
  // NOTE a camera turned off while the prompt was open: its light must not come on
  if (core.disposed || (kind === 'camera' && !wanted)) return track.stop()
  track.enabled = wanted
  track.addEventListener('ended', () => void core.inOrder(() => replaceEnded(core, kind, track)), {
    once: true,
  })
  update(core, kind, { track, deviceId: track.getSettings().deviceId, failure: undefined })
  before?.stop()
}

/** The track ended without us: unplugged, or permission withdrawn. Another device takes over if there is one. */
async function replaceEnded(core: DeviceCore, kind: CaptureKind, track: MediaStreamTrack): Promise<void> {
  if (core.disposed || core.state.get()[kind].track !== track) return
  const refused = core.permissions.current(kind) === 'denied'
  const failure = refused ? 'permission-denied' : 'device-missing'
  update(core, kind, { track: undefined, deviceId: undefined, failure })
  if (refused) return
  notify(core, 'lost', { device: kind, label: track.label })
  await openWanted(core, [kind])
  const { track: other } = core.state.get()[kind]
  if (other) notify(core, 'switched', { device: kind, label: other.label })
}
