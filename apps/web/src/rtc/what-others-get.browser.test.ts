import { Track } from 'livekit-client'
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting, LivekitPerson } from './livekit-meeting.ts'
import { collectStats, roomOf } from './stats.ts'

const access = { url: inject('livekitUrl'), secrets: inject('livekitSecrets') }
const soon = { timeout: 30_000, interval: 50 }
let meeting: LivekitMeeting
const closing: (() => void)[] = []

beforeEach(async () => {
  meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await meeting[Symbol.asyncDispose]()
  vi.restoreAllMocks()
})

/** A tile in sight, without which adaptive streaming sends no picture. */
function watch(by: LivekitPerson, who: LivekitPerson, source: 'camera' | 'screen'): HTMLVideoElement {
  const video = document.createElement('video')
  video.style.cssText = 'width: 640px; height: 360px'
  document.body.append(video)
  const detach = by.call.attachVideo(who.id, video, source)
  closing.push(() => {
    detach()
    video.remove()
  })
  return video
}

/** Transport and port of every candidate that stands in these texts. */
function portsIn(texts: readonly (string | undefined)[]): readonly string[] {
  const found = texts.flatMap((text) => [
    ...(text ?? '').matchAll(/candidate:\S+ \d (\w+) \d+ \S+ (\d+) typ /g),
  ])
  return [...new Set(found.map(([, transport, port]) => `${transport} ${port}`))]
}

test('A60: nobody learns under which addresses the others are, but the SFU’s alone', async () => {
  const described = vi.spyOn(RTCPeerConnection.prototype, 'setRemoteDescription')
  const added = vi.spyOn(RTCPeerConnection.prototype, 'addIceCandidate')
  const [ada, bob] = [await meeting.enter('Ada'), await meeting.enter('Bob')]
  for (const [one, other] of [
    [ada, bob],
    [bob, ada],
  ] as const) {
    watch(one, other, 'camera')
    const decoded = async () =>
      (await collectStats(one.call)).find(
        ({ source, direction }) => source === 'camera' && direction === 'in',
      )
    await expect.poll(async () => (await decoded())?.frames, soon).toBeGreaterThan(0)
  }
  const theirs = portsIn([
    ...described.mock.calls.map(([description]) => description.sdp),
    ...added.mock.calls.map(([candidate]) => candidate?.candidate),
  ])
  const own = portsIn(
    described.mock.contexts.map((connection) => (connection as RTCPeerConnection).localDescription?.sdp),
  )
  expect([own.length > 0, theirs.length > 0]).toEqual([true, true])
  expect(theirs.filter((port) => own.includes(port))).toEqual([])
  // One port for UDP and one for TCP, on however many addresses of the SFU.
  expect(new Set(theirs.map((port) => port.split(' ')[0])).size).toBe(theirs.length)
})

/** A surface to share, all of one colour, that is drawn again and again. */
function drawSurface(colour: 'red' | 'blue'): MediaStream {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 320, height: 180 })
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('nothing to draw with')
  const draw = (): void => {
    pen.fillStyle = colour
    pen.fillRect(0, 0, canvas.width, canvas.height)
  }
  draw()
  const timer = setInterval(draw, 50)
  closing.push(() => clearInterval(timer))
  return canvas.captureStream(15)
}

/** The colour of every frame that this video shows from now on. */
function colours(video: HTMLVideoElement): readonly string[] {
  const seen: string[] = []
  const canvas = new OffscreenCanvas(1, 1)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const look = (): void => {
    pen?.drawImage(video, 0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pen?.getImageData(0, 0, 1, 1).data ?? []
    const strongest = Math.max(red, green, blue)
    seen.push(strongest < 80 ? 'black' : strongest === red ? 'red' : strongest === blue ? 'blue' : 'other')
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  return seen
}

test('A65: of a surface that was shared before, not one frame is seen when another one is shared', async () => {
  const [ada, bob] = [await meeting.enter('Ada'), await meeting.enter('Bob')]
  await expect.poll(() => bob.call.status.get().kind, soon).toBe('connected')
  const surfaces = [drawSurface('red'), drawSurface('blue')] as const
  const chooser = vi.spyOn(navigator.mediaDevices, 'getDisplayMedia')
  for (const surface of surfaces) chooser.mockResolvedValueOnce(surface)

  await bob.call.shareScreen()
  await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
  const first = colours(watch(ada, bob, 'screen'))
  await expect.poll(() => first, soon).toContain('red')
  await bob.call.stopSharing()
  expect(surfaces[0].getTracks().map(({ readyState }) => readyState)).toEqual(['ended'])
  await expect.poll(() => ada.call.sharers.get(), soon).toEqual([])

  await bob.call.shareScreen()
  await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
  const second = colours(watch(ada, bob, 'screen'))
  await expect.poll(() => second.filter((colour) => colour === 'blue').length, soon).toBeGreaterThan(10)
  expect(second).not.toContain('red')
})

test('C21: every layer of a camera may carry 20 pictures a second or more (EN 301 549, 6.5.3)', async () => {
  const ada = await meeting.enter('Ada')
  await expect.poll(() => ada.call.intents.get().camera.actual, soon).toBe(true)
  const track = roomOf(ada.call)?.localParticipant.getTrackPublication(Track.Source.Camera)?.videoTrack
  const layers = track?.sender?.getParameters().encodings ?? []
  expect(layers.length).toBeGreaterThan(1)
  for (const { maxFramerate } of layers) expect(maxFramerate ?? 30).toBeGreaterThanOrEqual(20)
})
