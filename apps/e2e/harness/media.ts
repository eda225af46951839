import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import type { Person } from './person.ts'
import { readReceptions } from './probe.ts'
import type { Reception } from './probe.ts'

/** Frames on which seeing is believed: more than one key frame, about half a second. */
const framesSeen = 5

/** Decoded frames grow on at least `videos` tracks, and played sound gains energy on at least `sounds`. */
export async function expectToSeeAndHear(
  person: Person,
  { videos = 1, sounds = 1 }: { readonly videos?: number; readonly sounds?: number } = {},
): Promise<void> {
  const before = byTrack(await readReceptions(person.page))
  await expect(async () => {
    const now = await readReceptions(person.page)
    expect(now.filter(hasMoved(before)).length, `${person.name} sees`).toBeGreaterThanOrEqual(videos)
    expect(now.filter(hasSounded(before)).length, `${person.name} hears`).toBeGreaterThanOrEqual(sounds)
  }).toPass({ intervals: [200], timeout: 120_000 })
}

type Earlier = ReadonlyMap<string, Reception>

function byTrack(receptions: readonly Reception[]): Earlier {
  return new Map(receptions.map((reception) => [reception.track, reception]))
}

function hasMoved(before: Earlier) {
  return ({ kind, track, framesDecoded }: Reception): boolean =>
    kind === 'video' && framesDecoded >= (before.get(track)?.framesDecoded ?? 0) + framesSeen
}

function hasSounded(before: Earlier) {
  return ({ kind, track, energy }: Reception): boolean =>
    kind === 'audio' && energy > (before.get(track)?.energy ?? 0)
}

/** The colour in the middle of a playing video, each part 0 to 255, and its height in pixels. */
export function readPicture(
  video: Locator,
): Promise<{ readonly rgb: readonly number[]; readonly height: number }> {
  return video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('not a video')
    const canvas = new OffscreenCanvas(1, 1)
    const context = canvas.getContext('2d')
    const { videoWidth, videoHeight } = element
    if (!context || videoWidth === 0) return { rgb: [], height: 0 }
    context.drawImage(element, videoWidth / 2, videoHeight / 2, 1, 1, 0, 0, 1, 1)
    return { rgb: Array.from(context.getImageData(0, 0, 1, 1).data.subarray(0, 3)), height: videoHeight }
  })
}

/** Frames that this video element has put on the screen. */
function countShownFrames(video: Locator): Promise<number> {
  return video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('not a video')
    return element.getVideoPlaybackQuality().totalVideoFrames
  })
}

/** The picture in the tile of `name` moves, as this person sees it. */
export async function expectToSee(person: Person, name: string): Promise<void> {
  const video = person.tile(name).locator('video')
  await expect(video).toBeVisible()
  const before = await countShownFrames(video)
  await expect
    .poll(() => countShownFrames(video), { message: `${person.name} sees ${name}`, intervals: [200] })
    .toBeGreaterThan(before + framesSeen)
}

/** What arrives from all microphones while that many pictures of cameras do. */
export async function listen(
  { page }: Person,
  pictures: number,
): Promise<{ readonly energy: number; readonly bytesPerSecond: number }> {
  const before = sum(await readReceptions(page))
  let after = before
  await expect(async () => {
    after = sum(await readReceptions(page))
    expect(after.frames, 'pictures').toBeGreaterThanOrEqual(before.frames + pictures)
  }).toPass({ intervals: [200], timeout: 120_000 })
  return {
    energy: after.energy - before.energy,
    bytesPerSecond: (1000 * (after.bytes - before.bytes)) / (after.countedAt - before.countedAt),
  }
}

function sum(receptions: readonly Reception[]) {
  const total = { frames: 0, energy: 0, bytes: 0, countedAt: 0 }
  for (const { kind, framesDecoded, energy, bytes, countedAt } of receptions) {
    total.frames += framesDecoded
    total.energy += energy
    if (kind === 'audio') total.bytes += bytes
    total.countedAt = Math.max(total.countedAt, countedAt)
  }
  return total
}
