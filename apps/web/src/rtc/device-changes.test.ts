import { expect, test } from 'vitest'
import { createDeviceState } from './device-core.ts'
import { findChanges } from './device-changes.ts'
import type { DeviceList } from './device-list.ts'
import type { CaptureState, DevicesState } from './devices.ts'

const builtIn = { id: 'built-in', label: 'Built-in', groupId: 'laptop' }
const headset = { id: 'headset', label: 'Headset', groupId: 'headset' }
const nothing = { open: [], switchTo: [], speaker: undefined }

function list(...microphone: DeviceList['microphone']): DeviceList {
  return { microphone, camera: [], speaker: [] }
}

function stateWith(microphone: Partial<CaptureState>, change: Partial<DevicesState> = {}): DevicesState {
  const state = createDeviceState({ microphone: true, camera: false }, { microphone: 'headset' }).get()
  return { ...state, ...change, microphone: { ...state.microphone, ...microphone } }
}

// only its presence matters here
const track = {} as MediaStreamTrack

test('the preferred headset is taken again when it comes back', () => {
  const state = stateWith({ track, deviceId: 'built-in' })
  const lists = { before: list(builtIn), after: list(builtIn, headset) }
  expect(findChanges(state, lists)).toEqual({
    ...nothing,
    switchTo: [{ kind: 'microphone', deviceId: 'headset' }],
  })
})

test('any other device that comes changes nothing', () => {
  const state = stateWith({ track, deviceId: 'headset' })
  expect(findChanges(state, { before: list(headset), after: list(headset, builtIn) })).toEqual(nothing)
})

test('the default device is opened again when the system points it elsewhere', () => {
  const state = stateWith({ track, deviceId: 'default' })
  const before = list({ ...builtIn, id: 'default' })
  const after = list({ ...headset, id: 'default' })
  const changes = findChanges(state, { before, after })
  expect(changes).toEqual({ ...nothing, switchTo: [{ kind: 'microphone', deviceId: 'default' }] })
})

test('a microphone that was missing is opened when one is plugged in, and only if it is wanted', () => {
  const lists = { before: list(), after: list(headset) }
  expect(findChanges(stateWith({ failure: 'device-missing' }), lists)).toEqual({
    ...nothing,
    open: ['microphone'],
  })
  expect(findChanges(stateWith({ failure: 'device-missing', wanted: false }), lists)).toEqual(nothing)
  expect(findChanges(stateWith({ failure: 'permission-denied' }), lists)).toEqual(nothing)
})

test('a chosen speaker that is unplugged is named, and so is it when it comes back', () => {
  const there: DeviceList = { ...list(), speaker: [headset] }
  const state = stateWith({}, { preferred: { speaker: 'headset' } })
  const changes = findChanges(state, { before: there, after: list() })
  expect(changes).toEqual({ ...nothing, speaker: { kind: 'lost', label: 'Headset' } })
  const back = findChanges(state, { before: list(), after: there })
  expect(back).toEqual({ ...nothing, speaker: { kind: 'switched', label: 'Headset' } })
  expect(findChanges(state, { before: there, after: there })).toEqual(nothing)
})
