import { linkReportEverySeconds, reportQuality } from '@parvis/contract/quality'
import type { LinkQuality } from '@parvis/contract/quality'
import { getStatistics } from '@parvis/contract/statistics'
import { createCast } from '@parvis/testkit/cast'
import type { Person } from '@parvis/testkit/cast'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { expect, test } from 'vitest'

/** Lets the clock of all that was told so far run back, and tells: as if so many seconds had passed since. */
async function tellAfter(world: World, { visitor, slug, participantId }: Person, [seconds, quality]: Told) {
  await world.api.context.database.pool.query(
    `UPDATE "LinkReport" SET "toldAt" = now() - make_interval(secs => $2), since = least(since, now() - make_interval(secs => $2))
     WHERE "attendanceId" = $1`,
    [participantId, seconds],
  )
  const { status } = await visitor.call(reportQuality, {
    params: { slug, participantId },
    body: { quality, figures: {} },
  })
  expect(status).toBe(204)
}
type Told = readonly [seconds: number, quality: LinkQuality]

async function poorMinutes(world: World, organisationId?: string): Promise<number> {
  const administrator = await world.administrator()
  const day = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(0, 10)
  const { body } = await administrator.call(getStatistics, {
    query: {
      ...(organisationId && { organisationId }),
      from: day(-86_400_000),
      to: day(86_400_000),
      unit: 'day',
      timeZone: 'UTC',
    },
  })
  const { total, periods } = getStatistics.reply.parse(body)
  expect(periods.reduce((sum, period) => sum + period.poorMinutes, 0)).toBe(total.poorMinutes)
  return total.poorMinutes
}

test('the statistics add up the time from each report of trouble to the next report, of all people and of nobody in particular', async () => {
  await using world = await startTestWorld({ sfu: true })
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  const minute = linkReportEverySeconds
  for (const told of [
    [0, 'poor'],
    [minute, 'poor'],
    [minute, 'lost'],
    [minute, 'good'],
    [minute, 'poor'],
  ] as const)
    await tellAfter(world, ada, told)
  for (const told of [
    [0, 'good'],
    [minute, 'poor'],
    [minute, 'good'],
  ] as const)
    await tellAfter(world, grace, told)
  expect(await poorMinutes(world)).toBe(4)
  const { rows } = await world.api.context.database.pool.query(`SELECT * FROM "PoorTime"`)
  expect(Object.keys(rows[0])).toEqual(['organisationId', 'quarter', 'seconds'])
})

test('who was silent for long was away, and not badly connected; another organisation sees nothing of it (A80)', async () => {
  await using world = await startTestWorld({ sfu: true })
  await using cast = createCast(world)
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  await tellAfter(world, ada, [0, 'poor'])
  await tellAfter(world, ada, [10 * linkReportEverySeconds, 'poor'])
  expect(await poorMinutes(world)).toBe(0)
  await tellAfter(world, ada, [2 * linkReportEverySeconds, 'poor'])
  expect(await poorMinutes(world)).toBe(2)
  const { rows } = await world.api.context.database.pool.query<{ id: string }>(
    `INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Other') RETURNING id`,
  )
  expect(await poorMinutes(world, rows[0]?.id)).toBe(0)
})
