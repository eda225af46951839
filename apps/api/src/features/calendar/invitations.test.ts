import { cancelSchedule, changeSchedule, invite, scheduleMeeting, uninvite } from '@parvis/contract/calendar'
import type { Schedule } from '@parvis/contract/calendar'
import { deleteMeeting } from '@parvis/contract/meetings'
import { getMe } from '@parvis/contract/session'
import type { Me } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import { examplePlan } from '@parvis/testkit/example-inputs'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { ReceivedMail, SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import nodeIcal from 'node-ical'
import { afterAll, beforeAll, expect, test } from 'vitest'

let sink: SmtpSink
let world: World
beforeAll(async () => {
  sink = await startSmtpSink()
  const environment = { RATE_LIMITS: 'off', INVITATIONS_PER_DAY: '5', ...sink.environment }
  world = await startTestWorld({ environment })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

let addresses = 0
const newAddress = () => `invitee-${(addresses += 1)}@example.org`

interface Inviting {
  readonly title?: string
  readonly description?: string
  readonly language?: 'fr' | 'en'
}

function trySchedule(
  host: Visitor,
  slug: string,
  inviting: Inviting & { readonly emails: readonly string[] },
) {
  const { emails, title = 'Conseil', description = '', language = 'fr' } = inviting
  const invitees = emails.map((email) => ({ email }))
  const body = { ...examplePlan(), title, description, language, invitees }
  return host.call(scheduleMeeting, { params: { slug }, body })
}

async function schedule(
  host: Visitor,
  emails: readonly string[],
  inviting: Inviting = {},
): Promise<Schedule> {
  const { slug } = await host.createMeeting()
  const answer = await trySchedule(host, slug, { ...inviting, emails })
  expect(answer).toMatchObject({ status: 201 })
  return answer.body as Schedule
}

const paramsOf = ({ slug, id }: Schedule) => ({ slug, scheduleId: id })

/** The calendar in a mail, as another program reads it. */
function calendarOf({ attachments }: ReceivedMail) {
  const [part] = attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType))
  const [event] = Object.values(nodeIcal.sync.parseICS(part?.content ?? '')).filter(
    (found) => found?.type === 'VEVENT',
  )
  return event
}

test('who is invited gets one mail with text, page and calendar, in the organiser’s language', async () => {
  const ada = await world.member('Ada')
  const { email } = (await ada.call(getMe, {})).body as Me
  const to = newAddress()
  const made = await schedule(ada, [to])
  const mail = await sink.takeMail(to)
  expect(mail).toMatchObject({ to: [to], subject: 'Invitation : Conseil', replyTo: [email] })
  expect(mail.text).toContain('Ada vous invite à une réunion en visioconférence.')
  for (const words of [mail.text, mail.html]) expect(words).toContain(`${world.origin}/${made.slug}`)
  expect(mail.raw).toMatch(/Content-Type: text\/calendar;[^\n]*method=REQUEST/i)
  expect(calendarOf(mail)).toMatchObject({
    method: 'REQUEST',
    uid: made.id,
    sequence: '0',
    summary: 'Conseil',
  })

  const english = newAddress()
  await schedule(ada, [english], { language: 'en' })
  expect((await sink.takeMail(english)).subject).toBe('Invitation: Conseil')
})

test('a change, an addition, a withdrawal and a cancellation each tell whom they concern, under the same UID', async () => {
  const ada = await world.member('Ada')
  const [first, second] = [newAddress(), newAddress()]
  const made = await schedule(ada, [first])
  await sink.takeMail(first)
  const params = paramsOf(made)

  await ada.call(changeSchedule, { params, body: { title: 'Bureau' } })
  const changed = await sink.takeMail(first)
  expect(changed.subject).toBe('Réunion modifiée : Bureau')
  expect(calendarOf(changed)).toMatchObject({ method: 'REQUEST', uid: made.id, sequence: '1' })

  const invited = await ada.call(invite, {
    params,
    body: { invitees: [{ email: first }, { email: second }] },
  })
  const { invitees } = invited.body as Schedule
  expect(calendarOf(await sink.takeMail(second))).toMatchObject({ method: 'REQUEST', sequence: '1' })

  const inviteeId = invitees.find(({ email }) => email === second)?.id
  if (!inviteeId) throw new Error('not invited')
  await ada.call(uninvite, { params: { ...params, inviteeId } })
  const withdrawn = await sink.takeMail(second)
  expect(withdrawn.subject).toBe('Invitation retirée : Bureau')
  expect(calendarOf(withdrawn)).toMatchObject({ method: 'CANCEL', uid: made.id, sequence: '2' })

  await ada.call(cancelSchedule, { params, body: {} })
  const cancelled = await sink.takeMail(first)
  expect(cancelled.raw).toMatch(/method=CANCEL/)
  expect(calendarOf(cancelled)).toMatchObject({
    method: 'CANCEL',
    uid: made.id,
    sequence: '3',
    status: 'CANCELLED',
  })
  expect(sink.mails.filter(({ to }) => to.includes(first) || to.includes(second))).toEqual([])
})

test('while no mail leaves, the latest takes the place of those before: nobody is invited to what was cancelled', async () => {
  const ada = await world.member('Ada')
  const to = newAddress()
  const { pool } = world.api.context.database
  const queued = async () => {
    const { rows } = await pool.query<{ tried: boolean }>(
      'SELECT attempts > 0 AND locked_at IS NULL AS tried FROM graphile_worker.jobs',
    )
    return rows.map(({ tried }) => tried)
  }
  sink.refuse(451)
  const made = await schedule(ada, [to])
  await eventually(async () => expect(await queued()).toEqual([true]))
  await ada.call(cancelSchedule, { params: paramsOf(made), body: {} })
  sink.refuse(undefined)
  expect(calendarOf(await sink.takeMail(to))).toMatchObject({ method: 'CANCEL', uid: made.id })
  await eventually(async () => expect(await queued()).toEqual([]))
  expect(sink.mails.filter((mail) => mail.to.includes(to))).toEqual([])
})

test('A33: nobody invited learns who else is', async () => {
  const ada = await world.member('Ada')
  const [first, second] = [newAddress(), newAddress()]
  await schedule(ada, [first, second])
  expect((await sink.takeMail(first)).raw).not.toContain(second)
  expect((await sink.takeMail(second)).raw).not.toContain(first)
})

test('A25: what people write stays text in the mail, and begins no header', async () => {
  const ada = await world.member('Ada <script>')
  const to = newAddress()
  const hostile = 'Conseil <img src=x onerror=alert(1)>\r\nBcc: eve@example.org'
  await schedule(ada, [to], { title: hostile, description: '<script>alert(1)</script>' })
  const { html, raw, to: receivers } = await sink.takeMail(to)
  expect(html).not.toMatch(/<(?:script|img)/)
  expect(html).toContain('&lt;script&gt;')
  expect(raw).not.toMatch(/^Bcc/im)
  expect(receivers).toEqual([to])
})

test('A74: no mail holds more than the link: no token, and nothing that lets in', async () => {
  const ada = await world.member('Ada')
  const to = newAddress()
  const made = await schedule(ada, [to])
  const { text, html } = await sink.takeMail(to)
  for (const words of [text, html ?? '']) {
    const links = words.match(/https?:\/\/[^\s"<]+/g)
    expect(new Set(links)).toEqual(new Set([`${world.origin}/${made.slug}`]))
  }
})

test('C27: beyond the day’s quota nobody is invited, nothing is half done, and the answer says how long to wait', async () => {
  const ada = await world.member('Ada')
  const { slug } = await ada.createMeeting()
  const ask = (count: number) => trySchedule(ada, slug, { emails: Array.from({ length: count }, newAddress) })
  expect(await ask(6)).toMatchObject({ status: 429, body: { code: 'invitation-quota' } })
  const [one, other] = await Promise.all([ask(3), ask(3)])
  expect(new Set([one.status, other.status])).toEqual(new Set([201, 429]))
  const refused = one.status === 429 ? one : other
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(86_000)
  const { rows } = await world.api.context.database.pool.query(
    `SELECT count(*)::int FROM "Schedule" s JOIN "Meeting" m ON m.id = s."meetingId" WHERE m.slug = $1`,
    [slug],
  )
  expect(rows).toEqual([{ count: 1 }])
})

test('C27: an invitation that is taken back gives no room for another', async () => {
  const ada = await world.member('Ada')
  const made = await schedule(ada, Array.from({ length: 5 }, newAddress))
  const [invitee] = made.invitees
  if (!invitee) throw new Error('nobody is invited')
  await ada.call(uninvite, { params: { ...paramsOf(made), inviteeId: invitee.id } })
  const again = await ada.call(invite, {
    params: paramsOf(made),
    body: { invitees: [{ email: newAddress() }] },
  })
  expect(again).toMatchObject({ status: 429 })
})

test('who is invited to a meeting that is deleted is told that it is cancelled', async () => {
  const ada = await world.member('Ada')
  const to = newAddress()
  const made = await schedule(ada, [to])
  await sink.takeMail(to)
  expect(await ada.call(deleteMeeting, { params: { slug: made.slug } })).toMatchObject({ status: 204 })
  const mail = await sink.takeMail(to)
  expect(mail.subject).toBe('Réunion annulée : Conseil')
  expect(calendarOf(mail)).toMatchObject({ method: 'CANCEL', uid: made.id, sequence: '1' })
  expect(mail.text).not.toContain(made.slug)
})
