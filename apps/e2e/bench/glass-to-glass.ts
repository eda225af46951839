import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import type { Browser, Locator, Page } from '@playwright/test'
import { findChromium } from '@parvis/embedded/chromium'
import { browserArguments } from '../harness/browser.ts'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { createPerson } from '../harness/person.ts'
import { clockPicture, readClock, replaceCamera } from './clock-picture.ts'
import { keepNames } from './keep-names.ts'
import { print } from './report.ts'
import { median, quantile } from './statistics.ts'

// A-B-B-A: two pairs a round; the first round warms up and is dropped.
const rounds = 3
const warmUpMs = 6000
const sampleMs = 8000
const leastFrames = 30
const attempts = 3

/**
 * PB10. The camera is a canvas that shows the time, at 720 lines and 30 frames a second; the receiver reads the time
 * out of each frame at the moment when the browser presents it (`requestVideoFrameCallback`). Two of our pages through
 * the SFU, against two bare pages with one `RTCPeerConnection` each, in a browser of their own and by the same clock; VP8,
 * and a voice with which the picture is kept in step, in both, and one way only. Interleaved; one pair of pages at a
 * time.
 */
export async function benchGlassToGlass(): Promise<void> {
  await using installation = await startInstallation()
  const throughSfu = () => insist((browser) => ageThroughSfu(installation, browser))
  const throughNothing = () => insist((browser) => ageThroughNothing(installation, browser))
  const ours: (readonly number[])[] = []
  const bare: (readonly number[])[] = []
  for (let round = 0; round < rounds; round++) {
    const first = await throughSfu()
    const second = await throughNothing()
    const third = await throughNothing()
    const fourth = await throughSfu()
    if (round === 0) continue
    ours.push(first, fourth)
    bare.push(second, third)
  }
  for (const [name, share] of [
    ['median', 0.5],
    ['95th percentile', 0.95],
  ] as const) {
    const value = median(ours.map((ages) => quantile(ages, share)))
    const reference = median(bare.map((ages) => quantile(ages, share)))
    print({ name: `glass to glass, ${name}`, value, unit: 'ms', reference, ratio: value / reference })
    print({ name: `more than the reference, ${name}`, value: value - reference, unit: 'ms', target: 40 })
  }
}

/** A sample that fails, as on a machine too busy for pictures or where a browser dies, is taken again. */
async function insist(take: (browser: Browser) => Promise<readonly number[]>): Promise<readonly number[]> {
  const launch = { executablePath: await findChromium(), args: browserArguments() }
  for (let attempt = 1; ; attempt++) {
    await using browser = await chromium.launch(launch)
    try {
      return await take(browser)
    } catch (error) {
      if (attempt === attempts) {
        const [load] = loadavg()
        const words = `No sample in ${attempts} attempts; ${load?.toFixed(1)} processes wait for this machine's cores.`
        throw new Error(words, { cause: error })
      }
      console.log(`  a sample is taken again: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

async function ageThroughSfu(installation: Installation, browser: Browser): Promise<readonly number[]> {
  const { slug } = await (await installation.administrator()).createMeeting()
  const { origin } = installation
  await using ada = await createPerson({ browser, origin, name: 'Ada' })
  await using grace = await createPerson({ browser, origin, name: 'Grace' })
  await showClock(ada.page)
  await ada.join(slug)
  await grace.page.addInitScript(keepNames)
  await grace.join(slug)
  for (const device of ['camera', 'microphone'] as const) await grace.button(device).click()
  return await sample(grace.tile('Ada').locator('video'))
}

async function ageThroughNothing(installation: Installation, browser: Browser): Promise<readonly number[]> {
  await using context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  const [sender, receiver] = [await context.newPage(), await context.newPage()]
  await showClock(sender)
  await receiver.addInitScript(keepNames)
  // an address of no page of ours: a document without scripts, on an origin that may use the camera
  for (const page of [sender, receiver]) await page.goto(`${installation.origin}/healthz`)
  const offer = await sender.evaluate(offerCamera)
  const answer = await receiver.evaluate(answerWithVideo, offer)
  await sender.evaluate((sdp) => window.bareConnection.setRemoteDescription({ type: 'answer', sdp }), answer)
  return await sample(receiver.locator('video'))
}

async function showClock(page: Page): Promise<void> {
  await page.addInitScript(keepNames)
  await page.addInitScript(replaceCamera, clockPicture)
}

async function sample(video: Locator): Promise<readonly number[]> {
  await video.waitFor()
  // NOTE bandwidth estimation needs some seconds until the full picture comes
  await video.page().waitForTimeout(warmUpMs)
  await video.evaluate(readClock as (element: Element, picture: typeof clockPicture) => void, clockPicture)
  await video.page().waitForTimeout(sampleMs)
  const ages = await video.page().evaluate(() => window.frameAges)
  if (ages.length < leastFrames) throw new Error(`only ${ages.length} frames could be read`)
  return ages
}

declare global {
  interface Window {
    bareConnection: RTCPeerConnection
  }
}

/** Runs in the sender's page. The bit rate is that of the highest layer which our own page sends. */
async function offerCamera(): Promise<string> {
  const connection = new RTCPeerConnection()
  window.bareConnection = connection
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true })
  const [[track], [voice]] = [stream.getVideoTracks(), stream.getAudioTracks()]
  if (!track || !voice) throw new Error('no camera or no microphone')
  connection.addTrack(voice, stream)
  const transceiver = connection.addTransceiver(track, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: 1_700_000, maxFramerate: 30 }],
  })
  const { codecs = [] } = RTCRtpSender.getCapabilities('video') ?? {}
  transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => /VP8|rtx/i.test(mimeType)))
  await connection.setLocalDescription()
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) =>
      connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  }
  return connection.localDescription?.sdp ?? ''
}

/** Runs in the receiver's page. */
async function answerWithVideo(sdp: string): Promise<string> {
  const connection = new RTCPeerConnection()
  window.bareConnection = connection
  const video = Object.assign(document.createElement('video'), { autoplay: true, width: 1280 })
  document.body.append(video)
  connection.addEventListener('track', ({ streams }) => (video.srcObject = streams[0] ?? null))
  await connection.setRemoteDescription({ type: 'offer', sdp })
  await connection.setLocalDescription()
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) =>
      connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  }
  return connection.localDescription?.sdp ?? ''
}
