import { expect, test } from 'vitest'
import { create, createSource, soon, summary } from './devices-for-tests.ts'

test('another camera can be chosen, and the first one is let go', async () => {
  const devices = create()
  await devices.open()
  const { track: before, deviceId } = devices.state.get().camera
  const other = devices.state.get().available.camera.find(({ id }) => id !== deviceId)!
  await devices.choose('camera', other.id)
  expect(devices.state.get().camera.deviceId).toBe(other.id)
  expect(before?.readyState).toBe('ended')
})

test('a microphone chosen while muted is muted', async () => {
  const devices = create()
  await devices.open()
  await devices.setMicrophone(false)
  const { deviceId, track } = devices.state.get().microphone
  const other = devices.state.get().available.microphone.find(({ id }) => id !== deviceId)!
  await devices.choose('microphone', other.id)
  const now = devices.state.get().microphone
  expect(now.track).not.toBe(track)
  expect(now.track?.enabled).toBe(false)
})

test('a headset that was chosen is taken again when it is plugged in', async () => {
  const { source, unplug } = createSource()
  const devices = create({ mediaDevices: source })
  await devices.open()
  const { deviceId: first } = devices.state.get().microphone
  const headset = devices.state.get().available.microphone.find(({ id }) => id !== first)!
  await devices.choose('microphone', headset.id)
  unplug((device) => device.deviceId === headset.id)
  const { track } = devices.state.get().microphone
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
  await expect.poll(() => devices.state.get().notice?.kind, soon).toBe('switched')
  await expect.poll(() => devices.state.get().available.microphone.includes(headset), soon).toBe(false)
  unplug(() => false)
  await expect.poll(() => devices.state.get().microphone.deviceId, soon).toBe(headset.id)
})

test('the chosen camera is opened the next time and no other, though another fits the picture better', async () => {
  const first = create()
  await first.open()
  const { deviceId } = first.state.get().camera
  const other = first.state.get().available.camera.find(({ id }) => id !== deviceId)!
  await first.choose('camera', other.id)
  const { preferred } = first.state.get()
  first[Symbol.dispose]()
  const { source, asked } = createSource()
  const next = create({ mediaDevices: source, preferred })
  await next.open()
  expect(next.state.get().camera.deviceId).toBe(other.id)
  expect(asked).toMatchObject([{ video: { deviceId: { exact: other.id } } }])
})

test('what stands in for a chosen device is not chosen thereby; what goes at the very moment is replaced', async () => {
  const gone = new DOMException('', 'OverconstrainedError')
  const { source, asked, unplug } = createSource(({ video }) =>
    typeof video === 'object' && video.deviceId && 'exact' in Object(video.deviceId) ? gone : undefined,
  )
  const listing = create()
  await listing.open()
  const [, chosen] = listing.state.get().available.camera
  const preferred = { camera: chosen!.id }
  const leaving = create({ mediaDevices: source, preferred })
  await leaving.open()
  expect(summary(leaving.state.get())).toEqual({ permission: 'granted', microphone: 'open', camera: 'open' })
  asked.length = 0

  unplug((device) => device.deviceId === chosen!.id)
  const without = create({ mediaDevices: source, preferred })
  await without.open()
  expect(asked).toHaveLength(1)
  const { camera, preferred: kept } = without.state.get()
  expect(camera.deviceId).not.toBe(chosen!.id)
  expect(kept.camera).toBe(chosen!.id)
})

test('the chosen speaker is left and taken again as it goes and comes, and is not there before', async () => {
  const { source, unplug } = createSource()
  const listing = create()
  await listing.open()
  const chosen = listing.state.get().available.speaker.at(-1)!
  unplug((device) => device.deviceId === chosen.id)
  const devices = create({ mediaDevices: source, preferred: { speaker: chosen.id } })
  await devices.open()
  expect(devices.state.get().speakerId).toBeUndefined()
  unplug(() => false)
  await expect.poll(() => devices.state.get().speakerId, soon).toBe(chosen.id)
  await expect
    .poll(() => devices.state.get().notice, soon)
    .toMatchObject({ kind: 'switched', device: 'speaker' })
  unplug((device) => device.deviceId === chosen.id)
  await expect.poll(() => devices.state.get().speakerId, soon).toBeUndefined()
  await expect.poll(() => devices.state.get().notice?.kind, soon).toBe('lost')
})
