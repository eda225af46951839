import { Track } from 'livekit-client'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting, LivekitPerson } from './livekit-meeting.ts'
import { createManualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { roomOf } from './stats.ts'

const soon = { timeout: 20_000, interval: 50 }

let meeting: LivekitMeeting
let tile: HTMLVideoElement
/** The time of who enters last: it stands still until a test lets it pass. */
let clock: ManualClock

beforeEach(async () => {
  meeting = await createLivekitMeeting({ url: inject('livekitUrl'), secrets: inject('livekitSecrets') })
  await meeting.createRoom()
  clock = createManualClock()
  tile = document.createElement('video')
  tile.style.cssText = 'width: 640px; height: 360px'
  document.body.append(tile)
})
afterEach(async () => {
  await meeting[Symbol.asyncDispose]()
  tile.remove()
})

const sends = ({ call }: LivekitPerson, source: Track.Source): boolean =>
  roomOf(call)?.localParticipant.getTrackPublication(source) !== undefined

async function enterBeside(camera: 'on' | 'off'): Promise<{ ada: LivekitPerson; bob: LivekitPerson }> {
  const ada = await meeting.enter('Ada', { camera: camera === 'on' })
  await expect
    .poll(() => meeting.listSources(ada.id), soon)
    .toEqual(camera === 'on' ? ['CAMERA', 'MICROPHONE'] : ['MICROPHONE'])
  return { ada, bob: await meeting.enter('Bob', { clock }) }
}

test('whoever enters sees the others before their own camera is sent; their voice waits for nothing', async () => {
  const { ada, bob } = await enterBeside('on')
  bob.call.attachVideo(ada.id, tile)
  await expect.poll(() => sends(bob, Track.Source.Microphone), soon).toBe(true)
  await expect.poll(() => tile.currentTime, soon).toBeGreaterThan(0)
  expect(sends(bob, Track.Source.Camera)).toBe(false)
  await clock.advance(100)
  await expect.poll(() => sends(bob, Track.Source.Camera), soon).toBe(true)
})

test('a picture that does not come holds nobody’s camera back for more than half a second', async () => {
  const { bob } = await enterBeside('on')
  await expect.poll(() => bob.call.status.get().kind, soon).toBe('connected')
  expect(sends(bob, Track.Source.Camera)).toBe(false)
  await clock.advance(500)
  await expect.poll(() => sends(bob, Track.Source.Camera), soon).toBe(true)
})

test('where nobody shows anything a camera is sent at once', async () => {
  const { bob } = await enterBeside('off')
  await expect.poll(() => sends(bob, Track.Source.Camera), soon).toBe(true)
})
