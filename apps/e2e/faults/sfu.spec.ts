import { awaitMedia } from '../harness/gap.ts'
import { expectToSee, expectToSeeAndHear, measureSound } from '../harness/media.ts'
import { readPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

// Generous: a small machine that does other things too. The report of each test tells the time it took.
const backWithinMs = 15_000

test('F1: the SFU is killed and starts again: pictures and sound come back, who was muted stays muted', async ({
  installation,
  meeting,
  guest,
}) => {
  const { livekit } = installation
  const ada = await guest('Ada')
  const grace = await guest('Grace')
  await ada.join(meeting.slug)
  await grace.join(meeting.slug)
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  await grace.button('microphone').click()
  await expect(ada.tile('Grace')).toHaveAccessibleName(new RegExp(ada.words.micOff))
  const places = await readPlaces(installation, meeting.slug)

  livekit.kill('SIGKILL')
  await livekit.ended()
  await livekit.restart()
  await Promise.all([awaitMedia(ada, backWithinMs), awaitMedia(grace, backWithinMs)])

  await Promise.all([expectToSee(ada, 'Grace'), expectToSee(grace, 'Ada')])
  await expectToSeeAndHear(grace)
  await expect(grace.button('microphone')).toHaveAttribute('aria-pressed', 'false')
  expect((await measureSound(ada, 2000)).energy, 'nobody hears Grace').toBe(0)
  await expect.poll(() => readPlaces(installation, meeting.slug), { timeout: 15_000 }).toEqual(places)

  await grace.button('microphone').click()
  await expectToSeeAndHear(ada)
})
