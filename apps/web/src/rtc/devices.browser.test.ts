import { expect, test, vi } from 'vitest'
import { create, createSource, soon, summary } from './devices-for-tests.ts'
import type { DevicesState } from './devices.ts'

/** `navigator.permissions` with answers of our own. */
function createPermissions(states: Record<string, PermissionState>) {
  const statuses = new Map<string, PermissionStatus>()
  return {
    query({ name }: PermissionDescriptor) {
      const status = Object.assign(new EventTarget(), {
        name,
        state: states[name] ?? 'granted',
        onchange: null,
      })
      statuses.set(name, status)
      return Promise.resolve(status)
    },
    change(name: string, state: PermissionState) {
      const status = statuses.get(name)!
      Object.assign(status, { state })
      status.dispatchEvent(new Event('change'))
    },
  }
}

const missing = new DOMException('Requested device not found', 'NotFoundError')
const refused = new DOMException('Permission denied', 'NotAllowedError')
const refusedBySystem = new DOMException('Permission denied by system', 'NotAllowedError')
const busy = new DOMException('Could not start video source', 'NotReadableError')

test('one request opens microphone and camera, whatever is turned off and on again', async () => {
  const { source, asked } = createSource()
  const devices = create({ mediaDevices: source })
  await Promise.all([devices.open(), devices.open()])
  expect(summary(devices.state.get())).toEqual({ permission: 'granted', microphone: 'open', camera: 'open' })
  expect(devices.state.get().available.camera.length).toBeGreaterThan(1)
  const { track } = devices.state.get().microphone
  await devices.setMicrophone(false)
  await devices.setMicrophone(true)
  expect(devices.state.get().microphone.track).toBe(track)
  expect(asked).toHaveLength(1)
  expect(track?.getSettings()).toMatchObject({
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  })
})

test('a microphone that is off is silent at its source, at once', async () => {
  const devices = create()
  await devices.open()
  void devices.setMicrophone(false)
  expect(devices.state.get().microphone.track?.enabled).toBe(false)
})

test('a camera that is off is stopped, so that its light goes out', async () => {
  const devices = create()
  await devices.open()
  const { track } = devices.state.get().camera
  await devices.setCamera(false)
  expect([track?.readyState, devices.state.get().camera.track]).toEqual(['ended', undefined])
  await devices.setCamera(true)
  expect(devices.state.get().camera.track?.readyState).toBe('live')
})

test('a camera turned off while it is being opened stays dark', async () => {
  const devices = create({ wanted: { microphone: false, camera: true } })
  const opening = devices.open()
  await devices.setCamera(false)
  await opening
  expect(devices.state.get().camera.track).toBeUndefined()
})

test.for([
  { what: 'is missing', error: missing, failure: 'device-missing', permission: 'granted', requests: 3 },
  {
    what: 'is held by another program',
    error: busy,
    failure: 'device-busy',
    permission: 'granted',
    requests: 3,
  },
])(
  'when the camera $what, the microphone works without it',
  async ({ error, failure, permission, requests }) => {
    const { source, asked } = createSource(({ video }) => (video ? error : undefined))
    const devices = create({ mediaDevices: source })
    await devices.open()
    expect(summary(devices.state.get())).toEqual({ permission, microphone: 'open', camera: failure })
    expect(asked).toHaveLength(requests)
  },
)

test.for([
  { by: 'the person', error: refused, failure: 'permission-denied' },
  { by: 'the operating system', error: refusedBySystem, failure: 'system-denied' },
])('a refusal by $by is told apart, and nobody is asked twice', async ({ error, failure }) => {
  const { source, asked } = createSource(() => error)
  const devices = create({ mediaDevices: source })
  await devices.open()
  expect(summary(devices.state.get())).toEqual({ permission: 'denied', microphone: failure, camera: failure })
  expect(asked).toHaveLength(1)
})

test('a camera that the browser refuses already is not asked for, and opens by itself when it is allowed', async () => {
  const { source, asked } = createSource()
  const permissions = createPermissions({ camera: 'denied' })
  const devices = create({ mediaDevices: source, permissions })
  await devices.open()
  expect(summary(devices.state.get())).toEqual({
    permission: 'partly',
    microphone: 'open',
    camera: 'permission-denied',
  })
  expect(asked.map(({ video }) => video)).toEqual([false])
  permissions.change('camera', 'granted')
  await expect
    .poll(() => summary(devices.state.get()), soon)
    .toEqual({
      permission: 'granted',
      microphone: 'open',
      camera: 'open',
    })
})

test('a device that is unplugged is replaced by another, and both are said', async () => {
  const { source } = createSource()
  const devices = create({ mediaDevices: source })
  await devices.open()
  const notices: DevicesState['notice'][] = []
  devices.state.subscribe(() => void notices.push(devices.state.get().notice))
  const before = devices.state.get().camera.track
  before?.stop()
  before?.dispatchEvent(new Event('ended'))
  await expect.poll(() => devices.state.get().camera.track?.readyState, soon).toBe('live')
  const said = [...new Set(notices)].filter(Boolean).map((notice) => [notice!.kind, notice!.device])
  expect(said).toEqual([
    ['lost', 'camera'],
    ['switched', 'camera'],
  ])
})

test('a permission withdrawn in the call is told as such', async () => {
  const permissions = createPermissions({})
  const devices = create({ permissions })
  await devices.open()
  permissions.change('microphone', 'denied')
  const { track } = devices.state.get().microphone
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
  await expect
    .poll(() => summary(devices.state.get()), soon)
    .toEqual({
      permission: 'partly',
      microphone: 'permission-denied',
      camera: 'open',
    })
})

test('the level of the microphone is read while somebody listens, and falls to nothing when muted', async () => {
  const devices = create()
  await devices.open()
  const heard = vi.fn<(level: number) => void>()
  const undo = devices.watchLevel(heard)
  await expect.poll(() => Math.max(0, ...heard.mock.calls.map(([level]) => level)), soon).toBeGreaterThan(0.1)
  await devices.setMicrophone(false)
  await expect.poll(() => heard.mock.lastCall, soon).toEqual([0])
  undo()
})

test('the test sound comes to its end', async () => {
  await create().testSpeaker()
})

test('a page without media devices says so instead of failing', async () => {
  const devices = create({ mediaDevices: undefined, permissions: undefined })
  await devices.open()
  expect(summary(devices.state.get())).toMatchObject({
    microphone: 'capture-failed',
    camera: 'capture-failed',
  })
})
