import { setTimeout as elapse } from 'node:timers/promises'
import { createBots } from '../harness/bots.ts'
import { watchLiveEvents } from '../harness/live-events.ts'
import { expectToSee, expectToSeeAndHear } from '../harness/media.ts'
import { readLeaving, readPlaces, readSfuPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

// LiveKit tries a webhook five times, within about 15 s, and then forgets it.
const webhookLostMs = 20_000
const truthWithinMs = 60_000

test('F5, F6: the API is killed in the call: media goes on, the page before entering says so; back, it knows within a minute who left, and the live stream resumes without loss', async ({
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
  await using bots = createBots(installation)
  const alan = await bots.join(meeting.slug, 'Alan')
  const dorothy = await guest('Dorothy')
  await dorothy.open(`/${meeting.slug}`)
  await dorothy.page.getByRole('textbox', { name: dorothy.words.name }).fill('Dorothy')
  await expect(dorothy.button('join')).toBeEnabled()
  const present = async (): Promise<readonly string[]> =>
    (await readPlaces(installation, meeting.slug)).filter(isPresent).map(({ id }) => id)
  await expect.poll(async () => (await present()).length).toBe(3)
  await expectToSee(ada, 'Alan')

  api.kill('SIGKILL')
  await api.ended()
  await alan.leave()
  const forgotten = elapse(webhookLostMs)
  // NOTE twice: what was on its way when the API died could be played once
  for (const person of [ada, grace, ada, grace]) await expectToSeeAndHear(person)
  await dorothy.button('join').click()
  await expect(dorothy.page.getByText(dorothy.words.serverSilent)).toBeVisible()
  await forgotten
  await expect(fetch(installation.origin), 'nothing has answered meanwhile').rejects.toThrow()
  await api.restart()

  const backAt = Date.now()
  await expect.poll(async () => (await present()).includes(alan.id), { timeout: truthWithinMs }).toBe(false)
  expect(await readLeaving(installation, alan.id)).toBeLessThan(backAt + truthWithinMs)
  await expect
    .poll(async () => [...(await present())].sort())
    .toEqual(await readSfuPlaces(installation, meeting.slug))
  await expect(ada.tile('Alan')).toBeHidden()
  await expectToSee(ada, 'Grace')

  await dorothy.button('join').click()
  await dorothy.inCall()
  await expectToSee(ada, 'Dorothy')
  await grace.leave()
  // Of Alan, who left while nobody could tell, of Dorothy, and of Grace.
  const names = async () =>
    (await readPlaces(installation, meeting.slug)).filter(isPresent).map(({ name }) => name)
  await expect.poll(async () => (await names()).sort()).toEqual(['Ada', 'Dorothy'])
  await expect.poll(() => [...live.present()].sort()).toEqual([...(await present())].sort())
  expect(live.gaps()).toEqual([])
})

function isPresent({ present }: { readonly present: boolean }): boolean {
  return present
}
