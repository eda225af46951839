import { setTimeout as elapse } from 'node:timers/promises'
import { createBots } from '../harness/bots.ts'
import { watchLiveEvents } from '../harness/live-events.ts'
import { expectToSee, expectToSeeAndHear } from '../harness/media.ts'
import { readPlaces, readSfuPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

// LiveKit tries a webhook five times, within about 15 s, and then forgets it.
const webhookLostMs = 20_000
const truthWithinMs = 15_000

test('F5: the API is killed in the call: media goes on, and the live stream resumes without loss', async ({
  installation,
  meeting,
  guest,
}) => {
  const { api } = installation
  const ada = await guest('Ada')
  const grace = await guest('Grace')
  const live = await watchLiveEvents(ada.page)
  await ada.join(meeting.slug)
  await grace.join(meeting.slug)
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  await expect.poll(() => live.kinds()).toContain('participant-joined')

  api.kill('SIGKILL')
  await api.ended()
  // NOTE twice: what was on its way when the API died could be played once
  for (const person of [ada, grace, ada, grace]) await expectToSeeAndHear(person)
  await expect(fetch(installation.origin), 'nothing has answered meanwhile').rejects.toThrow()
  await api.restart()

  await using bots = createBots(installation)
  await bots.join(meeting.slug, 'Alan')
  await expectToSee(ada, 'Alan')
  await grace.leave()
  await expect.poll(() => live.kinds().slice(-2)).toEqual(['participant-joined', 'participant-left'])
  expect(live.kinds().filter((kind) => kind === 'snapshot')).toHaveLength(1)
  const first = live.numbers()[0] ?? 0
  expect(live.numbers()).toEqual(live.numbers().map((_, index) => first + index))
})

test('F6: whoever left while the API was down is gone from the database within 15 s of its return', async ({
  installation,
  meeting,
  guest,
}) => {
  const { api } = installation
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  await using bots = createBots(installation)
  const alan = await bots.join(meeting.slug, 'Alan')
  await bots.join(meeting.slug, 'Grace')
  const present = async (): Promise<readonly string[]> =>
    (await readPlaces(installation, meeting.slug))
      .filter((place) => place.present)
      .map(({ id }) => id)
      .sort()
  await expect.poll(async () => (await present()).length).toBe(3)
  await expectToSee(ada, 'Grace')

  api.kill('SIGKILL')
  await api.ended()
  await alan.leave()
  await expectToSee(ada, 'Grace')
  await elapse(webhookLostMs)
  await api.restart()

  await expect
    .poll(present, { timeout: truthWithinMs })
    .toEqual(await readSfuPlaces(installation, meeting.slug))
  expect(await present()).not.toContain(alan.id)
  await expect(ada.tile('Alan')).toBeHidden()
  await expectToSee(ada, 'Grace')
})

test('F6: while the API is down the page before entering says so, and joins once it is back', async ({
  installation,
  meeting,
  guest,
}) => {
  const { api } = installation
  const ada = await guest('Ada')
  await ada.open(`/${meeting.slug}`)
  await ada.page.getByRole('textbox', { name: ada.words.name }).fill('Ada')
  await expect(ada.button('join')).toBeEnabled()
  api.kill('SIGKILL')
  await api.ended()
  await ada.button('join').click()
  await expect(ada.page.getByText(ada.words.serverSilent)).toBeVisible()
  await api.restart()
  await ada.button('join').click()
  await ada.inCall()
})
