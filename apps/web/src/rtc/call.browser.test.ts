import { Track } from 'livekit-client'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { describeCall } from './describe-call.ts'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting, LivekitPerson } from './livekit-meeting.ts'
import { collectStats, roomOf } from './stats.ts'
import type { TrackStats } from './stats.ts'

const access = { url: inject('livekitUrl'), secrets: inject('livekitSecrets') }
let meeting: LivekitMeeting
const tiles: HTMLVideoElement[] = []

beforeEach(async () => {
  meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
})
afterEach(async () => {
  await meeting[Symbol.asyncDispose]()
  for (const tile of tiles.splice(0)) tile.remove()
})

const soon = { timeout: 20_000, interval: 50 }

async function received(by: LivekitPerson, from: LivekitPerson, source: TrackStats['source']) {
  const stats = await collectStats(by.call)
  return stats.find((track) => track.participantId === from.id && track.source === source)
}

/** A tile in sight, without which adaptive streaming sends no picture. */
function watch(
  by: LivekitPerson,
  who: LivekitPerson,
  source: 'camera' | 'screen' = 'camera',
): HTMLVideoElement {
  const video = document.createElement('video')
  video.style.cssText = 'width: 640px; height: 360px'
  document.body.append(video)
  tiles.push(video)
  by.call.attachVideo(who.id, video, source)
  return video
}

async function packetsFrom(who: LivekitPerson, by: LivekitPerson) {
  return (await received(by, who, 'microphone'))?.packets ?? 0
}

/** Waits until a count has stood still for 20 readings. */
async function silence(count: () => Promise<number>) {
  const counts: number[] = []
  await expect
    .poll(async () => {
      counts.push(await count())
      return new Set(counts.slice(-20)).size === 1 && counts.length >= 20
    }, soon)
    .toBe(true)
}

function sentTrack({ call }: LivekitPerson, source: Track.Source) {
  return roomOf(call)?.localParticipant.getTrackPublication(source)?.track?.mediaStreamTrack
}

async function connected(...people: LivekitPerson[]) {
  for (const { call } of people) await expect.poll(() => call.status.get().kind, soon).toBe('connected')
}

async function inCall(...names: string[]) {
  const people = await Promise.all(names.map((name) => meeting.enter(name)))
  await connected(...people)
  return people
}

describe('media', () => {
  test('two people see and hear each other', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    for (const [one, other] of [
      [ada!, bob!],
      [bob!, ada!],
    ] as const) {
      watch(one, other)
      await expect.poll(async () => (await received(one, other, 'camera'))?.frames, soon).toBeGreaterThan(10)
      await expect
        .poll(async () => (await received(one, other, 'microphone'))?.totalAudioEnergy, soon)
        .toBeGreaterThan(0)
    }
  })

  test('the tracks of the preview are the ones that are sent: nothing is captured again', async () => {
    const ada = await meeting.enter('Ada')
    await connected(ada)
    await expect.poll(() => ada.call.intents.get().camera.actual, soon).toBe(true)
    const sent = [...roomOf(ada.call)!.localParticipant.trackPublications.values()].map(
      (p) => p.track!.mediaStreamTrack,
    )
    const { microphone, camera } = ada.devices.state.get()
    expect(new Set(sent)).toEqual(new Set([microphone.track, camera.track]))
  })
})

describe('muting', () => {
  test('a muted microphone sends the other one nothing', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    await expect.poll(() => packetsFrom(bob!, ada!), soon).toBeGreaterThan(20)
    await bob!.call.setMicrophone(false)
    await expect.poll(() => ada!.call.participant(bob!.id).get().microphone, soon).toBe('off')
    // NOTE for a second after muting the SFU itself sends silence, so that nothing hangs in the listener's decoder
    await silence(() => packetsFrom(bob!, ada!))
  })

  test('somebody muted by the SFU stays muted, also after a reconnection', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    await expect.poll(() => bob!.call.intents.get().microphone.actual, soon).toBe(true)
    const { trackSid } = roomOf(bob!.call)!.localParticipant.getTrackPublication(Track.Source.Microphone)!
    await meeting.mute({ id: bob!.id, trackSid })
    const muted = { wanted: false, actual: false }
    await expect.poll(() => bob!.call.intents.get().microphone, soon).toEqual(muted)
    await roomOf(bob!.call)?.simulateScenario('full-reconnect')
    await expect.poll(() => bob!.admissions.length, soon).toBe(1)
    await connected(bob!)
    await expect.poll(() => bob!.call.intents.get().camera.actual, soon).toBe(true)
    expect(bob!.call.intents.get().microphone).toEqual(muted)
    expect(ada!.call.participant(bob!.id).get().microphone).toBe('off')
    expect(bob!.devices.state.get().microphone.track?.enabled).toBe(false)
  })

  test('a source that is forbidden stops, is not wanted any more, and stays off when it is allowed again', async () => {
    const ada = await meeting.enter('Ada')
    const bob = await meeting.enter('Bob')
    await bob.call.shareScreen()
    await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
    await expect.poll(() => ada.call.participant(bob.id).get().microphone, soon).toBe('on')
    await meeting.permit(bob.id, ['CAMERA'])
    await expect
      .poll(() => bob.call.rights.get(), soon)
      .toEqual({ microphone: false, camera: true, screen: false, screenAudio: false })
    await expect
      .poll(() => ada.call.participant(bob.id).get(), soon)
      .toMatchObject({ microphone: 'off', camera: 'on', sharing: false })
    await meeting.permit(bob.id, ['CAMERA', 'MICROPHONE'])
    await expect.poll(() => bob.call.rights.get().microphone, soon).toBe(true)
    expect(bob.call.intents.get()).toMatchObject({ microphone: { wanted: false }, share: { wanted: false } })
    await bob.call.setMicrophone(true)
    await expect.poll(() => ada.call.participant(bob.id).get().microphone, soon).toBe('on')
  })

  test('the browser is asked for the sound of a screen only where that is allowed, and what is forbidden stops', async () => {
    const ada = await meeting.enter('Ada')
    const bob = await meeting.enter('Bob')
    const chooser = vi.spyOn(navigator.mediaDevices, 'getDisplayMedia')
    const asked = () => chooser.mock.lastCall?.[0]
    await bob.call.shareScreen()
    expect(asked()).toMatchObject({ audio: true, systemAudio: 'include' })
    await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
    await meeting.permit(bob.id, ['CAMERA', 'MICROPHONE', 'SCREEN_SHARE'])
    await expect.poll(() => bob.call.rights.get().screenAudio, soon).toBe(false)
    expect(bob.call.intents.get().share.wanted).toBe(true)
    expect(ada.call.sharers.get()).toEqual([bob.id])
    await bob.call.stopSharing()
    await bob.call.shareScreen()
    expect(asked()).toMatchObject({ audio: false, systemAudio: 'exclude' })
  })

  test('who enters muted is never heard, not even for an instant', async () => {
    const ada = await meeting.enter('Ada')
    const bob = await meeting.enter('Bob', { microphone: false })
    await bob.devices.setMicrophone(true)
    await bob.devices.setMicrophone(false)
    await connected(ada, bob)
    await expect.poll(() => bob.call.intents.get().camera.actual, soon).toBe(true)
    expect(await packetsFrom(bob, ada)).toBe(0)
    expect(bob.devices.state.get().microphone.track?.enabled).toBe(false)
  })
})

describe('pictures', () => {
  test('a shared screen arrives sharp, with at least 720 lines', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    await bob!.call.shareScreen()
    await expect.poll(() => ada!.call.sharers.get(), soon).toEqual([bob!.id])
    const stage = watch(ada!, bob!, 'screen')
    stage.style.cssText = 'width: 1280px; height: 720px'
    await expect.poll(() => stage.videoHeight, soon).toBeGreaterThanOrEqual(720)
  })

  test('a camera turned off and on again is another track, which the tile shows without being asked', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    const tile = watch(ada!, bob!)
    await expect.poll(() => tile.videoWidth, soon).toBeGreaterThan(0)
    const { track } = bob!.devices.state.get().camera
    await bob!.call.setCamera(false)
    await expect.poll(() => ada!.call.participant(bob!.id).get().camera, soon).toBe('off')
    await bob!.call.setCamera(true)
    expect(sentTrack(bob!, Track.Source.Camera)).not.toBe(track)
    const { frames } = (await received(ada!, bob!, 'camera'))!
    await expect
      .poll(async () => (await received(ada!, bob!, 'camera'))?.frames, soon)
      .toBeGreaterThan(frames + 5)
    expect((tile.srcObject as MediaStream).getVideoTracks()).toHaveLength(1)
  })

  test('oneself is shown without a round trip, before anything is connected', async () => {
    const ada = await meeting.enter('Ada')
    const tile = watch(ada, ada)
    expect((tile.srcObject as MediaStream).getVideoTracks()).toEqual([ada.devices.state.get().camera.track])
  })
})

describe('connection', () => {
  test('a person who leaves is gone for the others at once, and keeps their devices', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    await expect.poll(() => ada!.call.participants.get().length, soon).toBe(2)
    await bob!.call.leave()
    await expect.poll(() => ada!.call.participants.get().length, soon).toBe(1)
    expect(bob!.devices.state.get().camera.track?.readyState).toBe('live')
  })

  test('a lost signalling socket is resumed without a new admission, and nobody notices', async () => {
    const [ada, bob] = await inCall('Ada', 'Bob')
    await expect.poll(() => ada!.call.participants.get().length, soon).toBe(2)
    const before = { room: roomOf(bob!.call), people: ada!.call.participants.get() }
    const resumed = new Promise((resolve) => before.room?.once('reconnected', () => resolve(true)))
    await before.room?.simulateScenario('signal-reconnect')
    expect(await resumed).toBe(true)
    expect(bob!.call.status.get().kind).toBe('connected')
    expect({ room: roomOf(bob!.call), people: ada!.call.participants.get() }).toEqual(before)
    expect(bob!.admissions).toEqual([])
  })

  test('a room that the SFU does not know is made again', async () => {
    await using forgotten = await createLivekitMeeting(access)
    const ada = await forgotten.enter('Ada')
    await connected(ada)
    expect(ada.admissions).toEqual([{ roomLost: true }])
  })

  test('the tracks of the preview outlive every connection', async () => {
    const ada = await meeting.enter('Ada')
    await connected(ada)
    const { microphone, camera } = ada.devices.state.get()
    await roomOf(ada.call)?.simulateScenario('full-reconnect')
    await expect.poll(() => ada.admissions.length, soon).toBe(1)
    await connected(ada)
    await expect.poll(() => ada.call.intents.get().camera.actual, soon).toBe(true)
    expect(sentTrack(ada, Track.Source.Microphone)).toBe(microphone.track)
    expect(sentTrack(ada, Track.Source.Camera)).toBe(camera.track)
    await ada.call.leave()
    expect([microphone.track?.readyState, camera.track?.readyState]).toEqual(['live', 'live'])
  })

  test('nothing of a call is left behind on the page', async () => {
    const before = document.querySelectorAll('audio').length
    const [ada, bob] = await inCall('Ada', 'Bob')
    await expect.poll(() => document.querySelectorAll('audio').length, soon).toBe(before + 2)
    await ada!.call.leave()
    await bob!.call.leave()
    expect(document.querySelectorAll('audio').length).toBe(before)
  })
})

describeCall('a real call', async () => {
  const meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
  return {
    enter: (name, options) => meeting.enter(name, options),
    async cut({ call }) {
      await roomOf(call)?.simulateScenario('full-reconnect')
    },
    remove: ({ id }) => meeting.remove(id),
    async replace({ id }) {
      await meeting.enter('Other tab', { place: id })
    },
    end: () => meeting.deleteRoom(),
    [Symbol.asyncDispose]: () => meeting[Symbol.asyncDispose](),
  }
})
