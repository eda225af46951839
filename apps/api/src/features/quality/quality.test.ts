import { leaveMeeting } from '@parvis/contract/admission'
import { linkReportEverySeconds, listQuality, reportQuality } from '@parvis/contract/quality'
import type { LinkFigures, LinkReport, MeasuredPerson } from '@parvis/contract/quality'
import { endSupervisedMeeting, listSupervisedMeetings } from '@parvis/contract/supervision'
import { createCast } from '@parvis/testkit/cast'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast } = house
const administrator = await house.world.member('Nadia', { role: 'administrator' })
afterAll(() => house[Symbol.asyncDispose]())

type Place = Pick<Person, 'slug' | 'participantId'>
const heavyLoss: LinkFigures = { lossUp: 0.2, roundTripMs: 80, transport: 'udp' }

function tell(by: Visitor, { slug, participantId }: Place, body: Partial<LinkReport> = {}) {
  return by.call(reportQuality, {
    params: { slug, participantId },
    body: { quality: 'poor', figures: heavyLoss, ...body },
  })
}

async function read(slug: string, query: Record<string, string> = {}) {
  const { body } = await administrator.call(listQuality, { params: { slug }, query })
  return listQuality.reply.parse(body)
}

async function qualities(slug: string): Promise<readonly (readonly [number, MeasuredPerson['quality']])[]> {
  return (await read(slug)).items.map(({ number, quality }) => [number, quality])
}

/** How many the list of meetings says to be connected well, and badly. */
async function counts(slug: string): Promise<readonly (number | undefined)[]> {
  const { body } = await administrator.call(listSupervisedMeetings, { query: { search: slug } })
  const sitting = listSupervisedMeetings.reply.parse(body).items[0]?.sitting
  return [sitting?.well, sitting?.troubled]
}

/** Makes all that was told so far older. */
function letPass({ participantId }: Place, seconds: number) {
  return house.pool().query(
    `UPDATE "LinkReport" SET "toldAt" = "toldAt" - make_interval(secs => $2), since = since - make_interval(secs => $2)
     WHERE "attendanceId" = $1`,
    [participantId, seconds],
  )
}

test('who administers sees how well each person is connected and why, the worst first, and nobody’s name', async () => {
  const { slug } = await owner.createMeeting('Conseil')
  const [ada, grace, alan] = [
    await cast.enter(slug, owner),
    await cast.enter(slug, undefined, 'Grace'),
    await cast.enter(slug, undefined, 'Alan'),
  ]
  const good: LinkReport = { quality: 'good', figures: { roundTripMs: 12, lossUp: 0 } }
  expect((await tell(ada.visitor, ada, good)).status).toBe(204)
  expect((await tell(grace.visitor, grace)).status).toBe(204)
  const { items, next } = await read(slug)
  const time = expect.any(String)
  const known = { arrivedAt: time, since: time, toldAt: time, browser: null, system: null }
  expect(items).toEqual([
    { ...known, number: 2, account: false, quality: 'poor', figures: heavyLoss },
    { ...known, number: 3, account: false, quality: null, since: null, toldAt: null, figures: null },
    { ...known, number: 1, account: true, ...good },
  ])
  expect(next).toBeNull()
  expect(await counts(slug)).toEqual([1, 1])
  for (const trace of ['Grace', 'Alan', 'Owner', grace.participantId, alan.participantId])
    expect(JSON.stringify(items)).not.toContain(trace)
})

test('since when a quality holds begins anew with each change, and not with each report', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  const since = async () => (await read(slug)).items[0]?.since
  await tell(ada.visitor, ada)
  await letPass(ada, linkReportEverySeconds)
  const first = await since()
  await tell(ada.visitor, ada)
  expect(await since()).toBe(first)
  await tell(ada.visitor, ada, { quality: 'good' })
  expect(Date.parse((await since()) ?? '')).toBeGreaterThan(Date.parse(first ?? ''))
})

test('what was told a while ago is no answer any more: one missed report is, three are not', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  await tell(ada.visitor, ada)
  await letPass(ada, 2 * linkReportEverySeconds)
  expect([await qualities(slug), await counts(slug)]).toEqual([[[1, 'poor']], [0, 1]])
  await letPass(ada, linkReportEverySeconds)
  expect([await qualities(slug), await counts(slug)]).toEqual([[[1, null]], [0, 0]])
  const [silent] = (await read(slug)).items
  expect(silent).toMatchObject({ since: null, figures: null, toldAt: expect.any(String) })
})

test('F14: whom the SFU lost is shown as lost for two minutes, and who said good-bye is not shown', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await tell(ada.visitor, ada, { quality: 'good' })
  await ada.bot.leave()
  await grace.visitor.call(leaveMeeting, { params: { slug }, body: {} })
  await eventually(async () => expect(await qualities(slug)).toEqual([[1, 'lost']]))
  await house
    .pool()
    .query(`UPDATE "Attendance" SET "leftAt" = now() - interval '121 seconds' WHERE id = $1`, [
      ada.participantId,
    ])
  expect(await qualities(slug)).toEqual([])
})

test('a long list comes in pages, each person once', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug), await cast.enter(slug)]
  await tell(grace.visitor, grace)
  await tell(ada.visitor, ada, { quality: 'good' })
  const first = await read(slug, { limit: '2' })
  const second = await read(slug, { limit: '2', after: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([2, 3, 1])
  expect(second.next).toBeNull()
  const cursor = { after: Buffer.from('["9","x"]').toString('base64url') }
  const wrong = await administrator.call(listQuality, { params: { slug }, query: cursor })
  expect(wrong.status).toBe(400)
})

test('C22: nobody reports for another’s place, without a place, after leaving, or once the sitting is over', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  expect((await tell(grace.visitor, ada)).status).toBe(403)
  expect((await tell(house.world.guest(), ada)).status).toBe(403)
  expect((await tell(ada.visitor, { ...ada, slug: (await owner.createMeeting()).slug })).status).toBe(403)
  await grace.visitor.call(leaveMeeting, { params: { slug }, body: {} })
  expect((await tell(grace.visitor, grace)).status).toBe(403)
  expect(await qualities(slug)).toEqual([[1, null]])
  await administrator.call(endSupervisedMeeting, { params: { slug }, body: {} })
  expect((await tell(ada.visitor, ada)).status).toBe(403)
  expect(await qualities(slug)).toEqual([])
})

test('C24: a report that is not one is refused, and changes nothing', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  const wall = { width: 1e9, height: 1, framesPerSecond: 1 }
  const wrong: readonly object[] = [
    { quality: 'excellent' },
    { figures: { lossUp: 1.1 } },
    { figures: { roundTripMs: -1 } },
    { figures: { sent: wall } },
    { figures: { note: '<script>' } },
    { figures: { transport: 'carrier pigeon' } },
    { name: 'Ada' },
  ]
  const taken: object[] = []
  for (const body of wrong) if ((await tell(ada.visitor, ada, body)).status !== 400) taken.push(body)
  expect(taken).toEqual([])
  expect(await qualities(slug)).toEqual([[1, null]])
})

test('C25: a report is small, a place sends six a minute that nobody else spends, and one row of each place is kept', async () => {
  await using world = await startTestWorld({ sfu: true })
  await using people = createCast(world)
  const host = await world.member('Host')
  const { slug } = await host.createMeeting()
  const [ada, grace] = [await people.enter(slug), await people.enter(slug)]
  const statuses: number[] = []
  for (let turn = 0; turn < 7; turn++) statuses.push((await tell(ada.visitor, ada)).status)
  expect(statuses).toEqual([...Array.from({ length: 6 }, () => 204), 429])
  for (let turn = 0; turn < 7; turn++) await tell(ada.visitor, grace)
  expect((await tell(grace.visitor, grace)).status).toBe(204)
  const padding = { padding: 'x'.repeat(4000) } as unknown as LinkFigures
  expect((await tell(grace.visitor, grace, { figures: padding })).status).toBe(413)
  const { rows } = await world.api.context.database.pool.query('SELECT 1 FROM "LinkReport"')
  expect(rows).toHaveLength(2)
})
