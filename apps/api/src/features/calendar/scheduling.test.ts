import {
  cancelSchedule,
  changeSchedule,
  downloadSchedule,
  getSchedule,
  invite,
  listUpcoming,
  scheduleMeeting,
  uninvite,
} from '@parvis/contract/calendar'
import type { Schedule, Upcoming } from '@parvis/contract/calendar'
import { fillPath } from '@parvis/contract/route'
import { examplePlan } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const plan = examplePlan()

async function schedule(host: Visitor, change: Partial<typeof plan> = {}): Promise<Schedule> {
  const { slug } = await host.createMeeting('Conseil')
  const body = { ...plan, ...change, language: 'fr' as const, invitees: [] }
  const answer = await host.call(scheduleMeeting, { params: { slug }, body })
  expect(answer).toMatchObject({ status: 201 })
  return answer.body as Schedule
}

const paramsOf = ({ slug, id }: Schedule) => ({ slug, scheduleId: id })

async function upcomingOf(visitor: Visitor, query: { limit?: string; after?: string } = {}) {
  return (await visitor.call(listUpcoming, { query })).body as { items: Upcoming[]; next: string | null }
}

/** Fridays at this time, `weeks` of them, the first in at least a week. */
function fridays(weeks: number) {
  const first = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000)
  first.setUTCDate(first.getUTCDate() + ((5 - first.getUTCDay() + 7) % 7))
  const start = `${first.toISOString().slice(0, 10)}T12:00`
  const recurrence = { frequency: 'weekly', every: 1, days: ['FR'], count: weeks } as const
  return { start, recurrence: { ...recurrence, days: ['FR' as const] } }
}

test('who owns a meeting schedules it, and finds each of its times in order, a page at a time', async () => {
  const ada = await world.member('Ada')
  const series = await schedule(ada, fridays(3))
  const once = await schedule(ada)
  const first = await upcomingOf(ada, { limit: '3' })
  const second = await upcomingOf(ada, { limit: '3', after: first.next ?? '' })
  expect(first.items.map(({ scheduleId }) => scheduleId)).toEqual([once.id, series.id, series.id])
  expect(second).toMatchObject({
    items: [{ scheduleId: series.id, repeats: true, editable: true }],
    next: null,
  })
  expect(first.items[0]).toEqual({
    scheduleId: once.id,
    slug: once.slug,
    url: `${world.origin}/${once.slug}`,
    title: 'Conseil',
    startsAt: expect.stringMatching(/Z$/),
    endsAt: expect.stringMatching(/Z$/),
    day: plan.start.slice(0, 10),
    repeats: false,
    editable: true,
  })
})

test('A2, C22: others neither see the schedule nor change it, and a schedule of another meeting is none', async () => {
  const [ada, eve] = [await world.member('Ada'), await world.member('Eve')]
  const made = await schedule(ada)
  const own = await schedule(eve)
  const crossed = { slug: own.slug, scheduleId: made.id }
  for (const params of [paramsOf(made), crossed]) {
    const status = params === crossed ? 404 : 403
    expect(await eve.call(getSchedule, { params })).toMatchObject({ status })
    expect(await eve.call(changeSchedule, { params, body: { title: 'x' } })).toMatchObject({ status })
    expect(await eve.call(cancelSchedule, { params, body: {} })).toMatchObject({ status })
    expect(await eve.call(downloadSchedule, { params })).toMatchObject({ status })
  }
  expect((await upcomingOf(eve)).items.map(({ scheduleId }) => scheduleId)).toEqual([own.id])
})

test('a member of the meeting finds it among theirs, and does not change it', async () => {
  const [ada, max] = [await world.member('Ada'), await world.member('Max')]
  const made = await schedule(ada)
  await world.api.context.database.pool.query(
    `INSERT INTO "MeetingRole" ("meetingId", "userId", role, id)
     SELECT m.id, u.id, 'member', gen_random_uuid() FROM "Meeting" m, "User" u
     WHERE m.slug = $1 AND u.name = 'Max'`,
    [made.slug],
  )
  expect((await upcomingOf(max)).items).toMatchObject([{ scheduleId: made.id, editable: false }])
  expect(await max.call(getSchedule, { params: paramsOf(made) })).toMatchObject({ status: 403 })
})

test('a change counts up, and one that changes nothing does not', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada)
  const change = async (body: object) =>
    (await ada.call(changeSchedule, { params: paramsOf(made), body })).body as Schedule
  expect(made).toMatchObject({ sequence: 0, invitees: [], cancelled: false })
  expect(await change({ title: 'Bureau', durationMinutes: 30 })).toMatchObject({
    sequence: 1,
    title: 'Bureau',
    durationMinutes: 30,
  })
  expect(await change({ title: 'Bureau', durationMinutes: 30 })).toMatchObject({ sequence: 1 })
  const [item] = (await upcomingOf(ada)).items
  expect(Date.parse(item?.endsAt ?? '') - Date.parse(item?.startsAt ?? '')).toBe(30 * 60_000)
})

test('one date of a series is cancelled by itself, the last one with the series', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada, fridays(2))
  const [first, second] = (await upcomingOf(ada)).items.map(({ day }) => day)
  const cancel = (body: { day?: string }) => ada.call(cancelSchedule, { params: paramsOf(made), body })
  expect(await cancel({ day: '2001-01-01' })).toMatchObject({
    status: 400,
    body: { code: 'schedule-impossible' },
  })
  expect(await cancel({ day: first ?? '' })).toMatchObject({ status: 204 })
  expect((await upcomingOf(ada)).items.map(({ day }) => day)).toEqual([second])
  expect((await ada.call(getSchedule, { params: paramsOf(made) })).body).toMatchObject({
    sequence: 1,
    exceptions: [first],
    cancelled: false,
  })
  expect(await cancel({ day: second ?? '' })).toMatchObject({ status: 204 })
  expect((await upcomingOf(ada)).items).toEqual([])
  expect((await ada.call(getSchedule, { params: paramsOf(made) })).body).toMatchObject({ cancelled: true })
  expect(await cancel({})).toMatchObject({ status: 409, body: { code: 'schedule-cancelled' } })
})

test('what is over is not scheduled', async () => {
  const ada = await world.member('Ada')
  const { slug } = await ada.createMeeting()
  const body = { ...plan, start: '2020-01-01T09:00', language: 'fr' as const, invitees: [] }
  expect(await ada.call(scheduleMeeting, { params: { slug }, body })).toMatchObject({
    status: 400,
    body: { code: 'schedule-impossible', detail: 'it is over already' },
  })
})

test('without a mail relay nobody is invited in vain: the organiser gets a text and a file to hand on', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada, { title: 'Réunion <b>', description: 'Ordre du jour\n1. Budget' })
  const invited = await ada.call(invite, {
    params: paramsOf(made),
    body: { invitees: [{ email: 'bob@example.org' }] },
  })
  expect(invited).toMatchObject({ status: 409, body: { code: 'mail-not-configured' } })
  expect(made.invitationText).toMatch(
    new RegExp(
      `^Réunion <b>\\n\\nQuand : .* \\(Europe/Paris\\)\\n\\nOrdre du jour\\n1. Budget\\n\\n.*\\n${world.origin}/${made.slug}$`,
    ),
  )
  const file = await ada.fetch(fillPath(downloadSchedule.path, paramsOf(made)))
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="invitation.ics"')
  const text = await file.text()
  expect(text).toContain('METHOD:PUBLISH')
  expect(text).not.toMatch(/ATTENDEE|ORGANIZER|@/)
})

test('taking back an invitation that there is not is no fault', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada)
  const inviteeId = '00000000-0000-4000-8000-000000000000'
  expect(await ada.call(uninvite, { params: { ...paramsOf(made), inviteeId } })).toMatchObject({
    status: 204,
  })
})

test('C17: every act stands in the audit, without words and addresses of people', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada, { ...fridays(3), title: 'Secret' })
  await ada.call(changeSchedule, { params: paramsOf(made), body: { title: 'Plus secret' } })
  await ada.call(cancelSchedule, { params: paramsOf(made), body: {} })
  const { rows } = await world.api.context.database.pool.query(
    `SELECT action, detail FROM "AuditEntry" WHERE target = $1 ORDER BY id`,
    [`schedule:${made.id}`],
  )
  const meeting = made.slug
  expect(rows).toEqual([
    { action: 'schedule.made', detail: { meeting, times: 3, invitees: 0 } },
    { action: 'schedule.changed', detail: { meeting, times: 3 } },
    { action: 'schedule.cancelled', detail: { meeting } },
  ])
})
