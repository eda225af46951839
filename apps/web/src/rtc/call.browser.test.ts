import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { describeCall } from './describe-call.ts'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting, LivekitPerson } from './livekit-meeting.ts'
import { collectStats, roomOf } from './stats.ts'
import type { TrackStats } from './stats.ts'

const access = { url: inject('livekitUrl'), secrets: inject('livekitSecrets') }
let meeting: LivekitMeeting

beforeEach(async () => {
  meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
})
afterEach(() => meeting[Symbol.asyncDispose]())

const soon = { timeout: 10_000, interval: 50 }

async function received(by: LivekitPerson, from: LivekitPerson, source: TrackStats['source']) {
  const stats = await collectStats(by.call)
  return stats.find((track) => track.participantId === from.id && track.source === source)
}

/** A tile on the page, without which adaptive streaming sends no picture. */
function watch(
  by: LivekitPerson,
  who: LivekitPerson,
  source: 'camera' | 'screen' = 'camera',
): HTMLVideoElement {
  const video = document.createElement('video')
  video.style.cssText = 'width: 640px; height: 360px'
  document.body.append(video)
  by.call.attachVideo(who.id, video, source)
  return video
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
