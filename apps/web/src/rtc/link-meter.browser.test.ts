import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createLinkMeter } from './link-meter.ts'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting } from './livekit-meeting.ts'

const access = { url: inject('livekitUrl'), secrets: inject('livekitSecrets') }
const soon = { timeout: 20_000, interval: 1_000 }
let meeting: LivekitMeeting

beforeEach(async () => {
  meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
})
afterEach(() => meeting[Symbol.asyncDispose]())

test('in a call over a good line the page measures what it sends and receives, how, and that it is good', async () => {
  const [ada, bob] = [await meeting.enter('Ada'), await meeting.enter('Bob')]
  const video = document.createElement('video')
  video.style.cssText = 'width: 640px; height: 360px'
  document.body.append(video)
  const detach = ada.call.attachVideo(bob.id, video)
  const measure = createLinkMeter(ada.call)
  const picture = {
    width: expect.any(Number),
    height: expect.any(Number),
    framesPerSecond: expect.any(Number),
  }
  await expect.poll(measure, soon).toMatchObject({
    quality: 'good',
    figures: {
      roundTripMs: expect.any(Number),
      jitterMs: expect.any(Number),
      lossUp: expect.any(Number),
      lossDown: expect.any(Number),
      sent: picture,
      received: picture,
      transport: 'udp',
    },
  })
  detach()
  video.remove()
})

test('outside of a call there is nothing to measure', async () => {
  const ada = await meeting.enter('Ada', { camera: false })
  const measure = createLinkMeter(ada.call)
  await ada.call.leave()
  expect(await measure()).toBeUndefined()
})
