import { eventually } from '@parvis/testkit/eventually'
import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase, inTransaction } from './database.ts'
import { composeMail } from './mail-text.ts'

let sink: SmtpSink
let world: World
beforeEach(async () => {
  sink = await startSmtpSink()
  world = await startTestWorld({ environment: sink.environment })
})
afterEach(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const ada = 'ada@example.org'
const mail = { to: ada, subject: 'Réunion', text: 'À demain.' }

const context = () => world.api.context
const pool = () => context().database.pool

/** How many mails lie in the queue. */
async function countQueued(): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    'SELECT count(*)::int AS count FROM graphile_worker.jobs',
  )
  return rows[0]?.count ?? -1
}

/** What lies in the queue, tried and in nobody's hand, is due after this pause, and was tried so often. */
async function postpone(pause: string, attempts: number): Promise<void> {
  await eventually(async () => {
    const { rowCount } = await pool().query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() + $1::interval, attempts = $2
       WHERE locked_at IS NULL AND attempts > 0`,
      [pause, attempts],
    )
    expect(rowCount).toBe(1)
  })
}

/** What lies in the queue is due now, and was tried so often. */
async function setAttempts(attempts: number): Promise<void> {
  await postpone('0', attempts)
  await pool().query(`SELECT pg_notify('jobs:insert', '')`)
}

test('a mail arrives as it was written, from us, to the receiver alone, and nothing of it stays', async () => {
  const icalEvent = { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } as const
  const parts = { title: 'Réunion', paragraphs: ['À demain <b>'], footer: 'Parvis' }
  await context().mailer.queueMail(pool(), { ...mail, ...composeMail(parts), icalEvent })
  const received = await sink.takeMail(ada)
  expect(received).toMatchObject({ from: 'parvis@example.org', to: [ada], subject: 'Réunion' })
  expect(received.text).toContain('À demain <b>')
  expect(received.html).toContain('À demain &lt;b&gt;')
  const calendar = {
    mimeType: 'text/calendar',
    content: expect.stringMatching(/^BEGIN:VCALENDAR\r?\nEND:VCALENDAR/),
  }
  expect(received.attachments).toContainEqual(calendar)
  await eventually(async () => expect(await countQueued()).toBe(0))
})

test('a mail of a transaction that is rolled back is never sent, and one that is committed always is', async () => {
  const { mailer } = context()
  const failed = inTransaction(pool(), async (sql) => {
    await mailer.queueMail(sql, { ...mail, subject: 'Never' })
    throw new Error('rolled back')
  })
  await expect(failed).rejects.toThrow('rolled back')
  await inTransaction(pool(), (sql) => mailer.queueMail(sql, mail))
  await sink.takeMail(ada)
  expect(sink.mails).toEqual([])
})

test('a mail that was queued by a process which then ended is sent by the next one', async () => {
  sink.refuse(451)
  await context().mailer.queueMail(pool(), mail)
  await postpone('1 hour', 1)
  await using other = await world.startApi()
  await world.api[Symbol.asyncDispose]()
  sink.refuse(undefined)
  // Not after the pause that the refused attempts have earned.
  await other.context.database.pool.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = 0',
  )
  await sink.takeMail(ada)
})

test('a mail that a process had in hand when it was killed is sent by the next one, within minutes', async () => {
  await world.api[Symbol.asyncDispose]()
  await using database = createDatabase(context().config.databaseUrl)
  await context().mailer.queueMail(database.pool, mail)
  await database.pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = 'killed', locked_at = now() - interval '2 min'`,
  )
  await using _next = await world.startApi()
  await sink.takeMail(ada)
})

test('a mail that a process has in hand is not sent by another', async () => {
  await world.api[Symbol.asyncDispose]()
  await using database = createDatabase(context().config.databaseUrl)
  await context().mailer.queueMail(database.pool, mail)
  await database.pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = 'alive', locked_at = now() - interval '1 min'`,
  )
  await using next = await world.startApi()
  await next.context.mailer.queueMail(database.pool, { ...mail, to: 'grace@example.org' })
  await sink.takeMail('grace@example.org')
  expect(sink.mails).toEqual([])
})

test('a relay that says "later" is asked again; a day later it is given up, and no address is in the log', async () => {
  sink.refuse(451)
  await context().mailer.queueMail(pool(), mail)
  await setAttempts(11)
  await eventually(() => expect(sink.attempts).toBe(2))
  await setAttempts(12)
  await eventually(async () => expect(await countQueued()).toBe(0))
  expect(sink.attempts).toBe(3)
  const log = world.log.join('\n')
  expect(log).toContain('"event":"mail-given-up","reason":"EENVELOPE 451"')
  expect(log).not.toContain(ada)
})

test('an address that the relay does not know is given up at once', async () => {
  sink.refuse(550)
  await context().mailer.queueMail(pool(), mail)
  await eventually(() => expect(world.log.join('\n')).toContain('"reason":"EENVELOPE 550"'))
  await eventually(async () => expect(await countQueued()).toBe(0))
  expect(sink.attempts).toBe(1)
})

test('C17: while it waits, neither the address nor the words of a mail can be read in the database', async () => {
  sink.refuse(451)
  await context().mailer.queueMail(pool(), { ...mail, text: 'https://parvis.example.org/#canary-token' })
  await eventually(async () => {
    const { rows } = await pool().query<{ last_error: string }>('SELECT * FROM graphile_worker._private_jobs')
    expect(rows[0]?.last_error).toContain('EENVELOPE 451')
    expect(JSON.stringify(rows)).not.toMatch(/ada@example|canary/)
  })
})

test.each([
  ['to', 'ada@example.org\r\nBcc: eve@example.org'],
  ['to', 'ada@example.org, eve@example.org'],
  ['to', 'Ada <ada@example.org>'],
])('a receiver that is more than one address (%s: %j) is refused', async (field, value) => {
  await expect(context().mailer.queueMail(pool(), { ...mail, [field]: value })).rejects.toThrow('email')
  expect(await countQueued()).toBe(0)
})

test('a line break in the subject begins no header of its own', async () => {
  await context().mailer.queueMail(pool(), { ...mail, subject: 'Hello\r\nBcc: eve@example.org\u2028X: y' })
  const received = await sink.takeMail(ada)
  expect(received.subject).toBe('Hello Bcc: eve@example.org X: y')
  expect(received.raw).not.toMatch(/^Bcc:/im)
  expect(received.to).toEqual([ada])
})

test('without a relay no mail is offered, and asking for one is refused in words', async () => {
  await using silent = await startTestWorld()
  const { mailer, database } = silent.api.context
  expect(mailer.offered).toBe(false)
  await expect(mailer.queueMail(database.pool, mail)).rejects.toMatchObject({ code: 'mail-not-configured' })
})
