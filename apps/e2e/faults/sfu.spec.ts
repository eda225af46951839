import { awaitMedia } from '../harness/gap.ts'
import { expectToSee, expectToSeeAndHear, listen } from '../harness/media.ts'
import { readPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

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
  await Promise.all([awaitMedia(ada), awaitMedia(grace)])

  await Promise.all([expectToSee(ada, 'Grace'), expectToSee(grace, 'Ada')])
  await expectToSeeAndHear(grace)
  await expect(grace.button('microphone')).toHaveAttribute('aria-pressed', 'false')
  expect((await listen(ada, 20)).energy, 'nobody hears Grace').toBe(0)
  await expect.poll(() => readPlaces(installation, meeting.slug)).toEqual(places)

  await grace.button('microphone').click()
  await expectToSeeAndHear(ada)
})
