import {
  cancelSchedule,
  getCalendar,
  makeCalendarFeed,
  revokeCalendarFeed,
  scheduleMeeting,
} from '@parvis/contract/calendar'
import type { Schedule } from '@parvis/contract/calendar'
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

async function schedule(host: Visitor, title: string): Promise<Schedule> {
  const { slug } = await host.createMeeting()
  const body = { ...examplePlan(), title, language: 'fr' as const, invitees: [] }
  return (await host.call(scheduleMeeting, { params: { slug }, body })).body as Schedule
}

async function makeFeed(visitor: Visitor): Promise<string> {
  const answer = await visitor.call(makeCalendarFeed, { body: {} })
  expect(answer).toMatchObject({ status: 201, body: { url: expect.any(String) } })
  return (answer.body as { url: string }).url
}

/** As a calendar program asks: without any cookie. */
const read = (url: string, headers: Readonly<Record<string, string>> = {}) => fetch(url, { headers })

test('the feed holds one’s own meetings with their links, and nobody else’s; a cancelled one goes', async () => {
  const [ada, eve] = [await world.member('Ada'), await world.member('Eve')]
  const [mine, gone] = [await schedule(ada, 'Conseil'), await schedule(ada, 'Annulé')]
  await schedule(eve, 'Autre')
  await ada.call(cancelSchedule, { params: { slug: gone.slug, scheduleId: gone.id }, body: {} })
  const answer = await read(await makeFeed(ada))
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.getSetCookie()).toEqual([])
  const text = (await answer.text()).replaceAll('\r\n ', '')
  expect(text.match(/^SUMMARY:.*$/gm)).toEqual(['SUMMARY:Conseil'])
  expect(text).toContain(`URL:${world.origin}/${mine.slug}`)
  expect(text).not.toMatch(/ATTENDEE|ORGANIZER|@/)
})

test('a calendar that has the latest is told so', async () => {
  const ada = await world.member('Ada')
  await schedule(ada, 'Conseil')
  const url = await makeFeed(ada)
  const tag = (await read(url)).headers.get('etag') ?? ''
  expect(await read(url, { 'If-None-Match': tag })).toMatchObject({ status: 304 })
  await schedule(ada, 'Bureau')
  expect(await read(url, { 'If-None-Match': tag })).toMatchObject({ status: 200 })
})

test('A58: the address is told once, is 256 random bits, and only its hash is kept', async () => {
  const ada = await world.member('Ada')
  const url = await makeFeed(ada)
  const token = /\/api\/v1\/calendar\/([\w-]{43})\.ics$/.exec(url)?.[1] ?? ''
  expect(token).toHaveLength(43)
  const settings = await ada.call(getCalendar, {})
  expect(settings.body).toEqual({
    feed: { createdAt: expect.any(String), lastReadAt: null },
    mailed: false,
  })
  const { rows } = await world.api.context.database.pool.query('SELECT * FROM "CalendarFeed"')
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(rows.every(({ tokenHash }: { tokenHash: Buffer }) => tokenHash.length === 32)).toBe(true)
})

test('a new address takes the place of the old one, and a revoked one leads nowhere', async () => {
  const ada = await world.member('Ada')
  const first = await makeFeed(ada)
  const second = await makeFeed(ada)
  expect(await read(first)).toMatchObject({ status: 404 })
  expect(await read(second)).toMatchObject({ status: 200 })
  expect((await ada.call(getCalendar, {})).body).toMatchObject({ feed: { lastReadAt: expect.any(String) } })
  expect(await ada.call(revokeCalendarFeed, {})).toMatchObject({ status: 204 })
  expect(await read(second)).toMatchObject({ status: 404 })
  expect((await ada.call(getCalendar, {})).body).toMatchObject({ feed: null })
})

test('A79: the feed of a disabled account is shut', async () => {
  const ada = await world.member('Ada')
  const url = await makeFeed(ada)
  await world.api.context.database.pool.query(
    `UPDATE "User" SET "disabledAt" = now() FROM "CalendarFeed" f WHERE f."userId" = "User".id`,
  )
  expect(await read(url)).toMatchObject({ status: 404 })
})

test('C17, A58: no line of the log holds the secret address, not even when the feed fails', async () => {
  await using own = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
  const ada = await own.member('Ada')
  const url = await makeFeed(ada)
  const token = url.split('/').at(-1) ?? ''
  await own.api.context.database.pool.query('ALTER TABLE "CalendarFeed" RENAME TO "Lost"')
  expect(await read(url)).toMatchObject({ status: 500 })
  expect(own.log.filter((line) => line.includes('request-failed'))).toHaveLength(1)
  expect(own.log.join('\n')).not.toContain(token.slice(0, 20))
})
