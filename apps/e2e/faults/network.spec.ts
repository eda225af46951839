import { setTimeout as elapse } from 'node:timers/promises'
import { awaitMedia, countFrames } from '../harness/gap.ts'
import { expectToSee, expectToSeeAndHear, measureSound } from '../harness/media.ts'
import { readPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

// Generous: a small machine that does other things too. The report of each test tells the time it took.
const backWithinMs = 15_000

const cuts = [
  { fault: 'F13', seconds: 5, said: false },
  { fault: 'F14', seconds: 15, said: true },
  { fault: 'F15', seconds: 60, said: true },
] as const

for (const { fault, seconds, said } of cuts) {
  const words = said ? 'is said in words' : 'passes without a word'
  test(`${fault}: a cut of ${seconds} s ${words} and ends in the same place, muted as before`, async ({
    installation,
    meeting,
    guest,
    guestOnLine,
  }) => {
    const ada = await guest('Ada')
    const grace = await guestOnLine('Grace')
    await ada.join(meeting.slug)
    await grace.join(meeting.slug)
    await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
    await grace.button('microphone').click()
    await expect(ada.tile('Grace')).toHaveAccessibleName(new RegExp(ada.words.micOff))
    const places = await readPlaces(installation, meeting.slug)
    const overlay = await grace.watchFor('reconnecting')

    grace.line.cut()
    await elapse(1000)
    const frames = await countFrames(grace.page)
    await elapse((seconds - 1) * 1000)
    expect(await countFrames(grace.page), 'nothing arrives while cut').toBeLessThanOrEqual(frames)
    grace.line.restore()
    await awaitMedia(grace, backWithinMs)

    await expect(grace.page.getByText(grace.words.reconnecting)).toBeHidden()
    expect(await overlay.wasSeen()).toBe(said)
    await Promise.all([expectToSee(grace, 'Ada'), expectToSee(ada, 'Grace')])
    await expect(grace.button('microphone')).toHaveAttribute('aria-pressed', 'false')
    await expect(ada.tile('Grace')).toHaveAccessibleName(new RegExp(ada.words.micOff))
    expect((await measureSound(ada, 2000)).energy, 'nobody hears Grace').toBe(0)
    expect(await readPlaces(installation, meeting.slug)).toEqual(places)
    await expect(ada.page.getByRole('article')).toHaveCount(2)
  })
}
