import { setTimeout as elapse } from 'node:timers/promises'
import { listQuality } from '@parvis/contract/quality'
import { awaitMedia, awaitStillness, countFrames, watchReconnecting } from '../harness/gap.ts'
import { expectToSee, expectToSeeAndHear, listen } from '../harness/media.ts'
import type { ReconnectWatch } from '../harness/gap.ts'
import type { Line } from '../harness/network.ts'
import type { Person } from '../harness/person.ts'
import { readPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

/** Nobody is told of a shorter silence, be it a cut or a machine that stands still. */
const toldAfterMs = 5000

interface Cut {
  readonly name: string
  readonly seconds: number
  readonly isTold: boolean
}

type Endangered = Person & { readonly line: Line; readonly overlay: ReconnectWatch }

/** F13, F14, F15. */
const cuts: readonly Cut[] = [
  { name: 'Grace', seconds: 5, isTold: false },
  { name: 'Alan', seconds: 15, isTold: true },
  { name: 'Barbara', seconds: 60, isTold: true },
]

test('F13, F14, F15: a cut of 5 s passes without a word, of 15 or 60 s is said, and all end in the same place, muted as before', async ({
  installation,
  meeting,
  guest,
  guestOnLine,
}) => {
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  const people: Endangered[] = []
  for (const { name } of cuts) {
    const person = await guestOnLine(name)
    await person.join(meeting.slug)
    const overlay = await watchReconnecting(person)
    await expectToSeeAndHear(person)
    await expectToSeeAndHear(ada, { videos: people.length + 1 })
    await person.button('microphone').click()
    await expect(ada.tile(name)).toHaveAccessibleName(new RegExp(ada.words.micOff))
    people.push(Object.assign(person, { overlay }))
  }
  const places = await readPlaces(installation, meeting.slug)

  await Promise.all(
    cuts.map(async (cut, index) => {
      const person = people[index]
      if (person) await expectToSurvive(person, cut)
    }),
  )

  for (const { name } of cuts) {
    await expectToSee(ada, name)
    await expect(ada.tile(name)).toHaveAccessibleName(new RegExp(ada.words.micOff))
  }
  expect((await listen(ada, 60)).energy, 'nobody hears those who were cut off').toBe(0)
  expect(await readPlaces(installation, meeting.slug)).toEqual(places)
  await expect(ada.page.getByRole('article')).toHaveCount(1 + cuts.length)
})

async function expectToSurvive(person: Endangered, { seconds, isTold }: Cut): Promise<void> {
  const { line, overlay, page, words } = person
  const cutAt = Date.now()
  line.cut()
  const frames = await awaitStillness(person)
  if (isTold) await expect(page.getByText(words.reconnecting)).toBeVisible()
  await elapse(Math.max(0, cutAt + seconds * 1000 - Date.now()))
  expect(await countFrames(page), 'nothing arrives while cut').toBeLessThanOrEqual(frames)
  line.restore()
  await awaitMedia(person)

  await expect(page.getByText(words.reconnecting)).toBeHidden()
  expect((await overlay.silenceMs()) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(toldAfterMs)
  await expectToSee(person, 'Ada')
  await expect(person.button('microphone')).toHaveAttribute('aria-pressed', 'false')
}

test('F22: a line that loses packets is called poor to who administers, with the share that is lost, and good again once it loses none', async ({
  installation,
  meeting,
  guest,
  guestOnLine,
}) => {
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  const grace = await guestOnLine('Grace')
  await grace.join(meeting.slug)
  await expectToSeeAndHear(ada)
  await expectToSeeAndHear(grace)
  const administrator = await installation.administrator()
  const poorSeconds = async (): Promise<number> => {
    const [poor] = await installation.query<{ seconds: number }>(
      'SELECT coalesce(sum(seconds), 0)::int AS seconds FROM "PoorTime"',
    )
    return poor?.seconds ?? Number.NaN
  }
  const before = await poorSeconds()
  const read = async () => {
    const { body } = await administrator.call(listQuality, { params: { slug: meeting.slug }, query: {} })
    const { items } = listQuality.reply.parse(body)
    // Who came second.
    const { quality, figures } = items.find(({ number }) => number === 2) ?? {}
    const lost = Math.max(figures?.lossUp ?? 0, figures?.lossDown ?? 0)
    return { quality, transport: figures?.transport, much: lost >= 0.1 }
  }
  // NOTE the page measures each quarter of a minute, and tells what stays the same once a minute
  const told = { timeout: 240_000 }

  await expect.poll(read, told).toEqual({ quality: 'good', transport: 'udp', much: false })
  grace.line.lose(0.3)
  await expect.poll(read, told).toEqual({ quality: 'poor', transport: 'udp', much: true })
  grace.line.lose(0)
  await expect.poll(read, told).toEqual({ quality: 'good', transport: 'udp', much: false })
  await expectToSeeAndHear(grace)
  expect(await poorSeconds()).toBeGreaterThan(before)
})
