import type { MeetingSlug } from '@parvis/contract/ids'
import { linkReportEverySeconds } from '@parvis/contract/quality'
import type { LinkQuality, LinkReport, MeasuredPerson } from '@parvis/contract/quality'
import type { BrowserName } from '../../platform/browser-name.ts'
import { isoTime } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { isIn } from '../authority/index.ts'
import type { OwnPlace } from '../authority/index.ts'

const silentAfter = `interval '${2.5 * linkReportEverySeconds} seconds'`
/** SQL: whether what the report `r` says is about now. */
const isFresh = `r."toldAt" > now() - ${silentAfter}`

/** SQL: whether the report `r` says that its place is connected well, or badly or not at all. */
export function tellsOf(what: 'well' | 'trouble'): string {
  return `r.quality ${what === 'well' ? '=' : '<>'} 'good' AND ${isFresh}`
}

/**
 * Puts the report in the place of the one before, and adds the time since then to what the organisation's statistics
 * show, where the one before told of trouble and is no older than what is shown. False when this browser has no such
 * place in a sitting that goes on.
 */
export async function keepReport(
  sql: Sql,
  { slug, place, deviceHash }: OwnPlace & { readonly slug: MeetingSlug },
  { quality, figures, browser, system }: LinkReport & BrowserName,
): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'keep-link-report',
    text: `WITH place AS (
        SELECT a.id, m."organisationId"
        FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
        WHERE m.slug = $1 AND a.id = $2 AND a."deviceHash" = $3 AND o."endedAt" IS NULL AND a."joinedAt" IS NOT NULL
          AND ${isIn('forGood')}),
      poor AS (
        INSERT INTO "PoorTime" AS t ("organisationId", quarter, seconds)
        SELECT place."organisationId", date_bin('15 minutes', now(), '2000-01-01T00:00Z'),
          round(extract(epoch FROM now() - r."toldAt"))
        FROM place JOIN "LinkReport" r ON r."attendanceId" = place.id WHERE ${tellsOf('trouble')}
        ON CONFLICT ("organisationId", quarter) DO UPDATE SET seconds = t.seconds + excluded.seconds)
      INSERT INTO "LinkReport" AS r ("attendanceId", quality, figures, browser, system)
      SELECT id, $4::"LinkQuality", $5::jsonb, $6, $7 FROM place
      ON CONFLICT ("attendanceId") DO UPDATE SET quality = excluded.quality, figures = excluded.figures,
        browser = excluded.browser, system = excluded.system, "toldAt" = excluded."toldAt",
        since = CASE WHEN r.quality = excluded.quality AND ${isFresh} THEN r.since ELSE excluded.since END`,
    values: [slug, place, deviceHash ?? null, quality, JSON.stringify(figures), browser, system],
  })
  return rowCount === 1
}

/** False for one of another's organisation, unless `organisationId` is undefined. */
export async function isAdministered(
  sql: Sql,
  slug: MeetingSlug,
  organisationId: string | undefined,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    'SELECT 1 FROM "Meeting" WHERE slug = $1 AND ($2::uuid IS NULL OR "organisationId" = $2)',
    [slug, organisationId ?? null],
  )
  return rowCount === 1
}

/** Where a page begins: after this rank of quality, and in it after this person's number. */
export interface After {
  readonly rank: number
  readonly number: number
}

export interface PersonRow extends MeasuredPerson {
  readonly rank: number
}

const order: readonly (LinkQuality | 'unknown')[] = ['lost', 'poor', 'unknown', 'good']
const ranks = order.map((quality, rank) => `WHEN '${quality}' THEN ${rank}`).join(' ')
/** Whom the SFU lost, and who may be on the way back. */
const cutOff = `a."leftBecause" = 'lost' AND a."leftAt" > now() - interval '2 minutes'`

/** Those who are in the sitting that goes on, the worst connected first. One row more than the limit when there are more. */
export async function findPeople(
  sql: Sql,
  slug: MeetingSlug,
  { after, limit }: { readonly after: After | undefined; readonly limit: number },
): Promise<readonly PersonRow[]> {
  const { rows } = await sql.query<PersonRow>(
    `WITH places AS (
       SELECT a.*, (row_number() OVER (ORDER BY a."joinedAt", a.id))::int AS number
       FROM "Meeting" m JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
         JOIN "Attendance" a ON a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL
       WHERE m.slug = $1),
     people AS (
       SELECT a.number, ${isoTime('a."joinedAt"')} AS "arrivedAt", a."userId" IS NOT NULL AS account,
         CASE WHEN a."leftAt" IS NOT NULL THEN 'lost' WHEN ${isFresh} THEN r.quality::text END AS quality,
         CASE WHEN a."leftAt" IS NOT NULL THEN ${isoTime('a."leftAt"')} WHEN ${isFresh} THEN ${isoTime('r.since')} END AS since,
         ${isoTime('r."toldAt"')} AS "toldAt",
         CASE WHEN a."leftAt" IS NULL AND ${isFresh} THEN r.figures END AS figures, r.browser, r.system
       FROM places a LEFT JOIN "LinkReport" r ON r."attendanceId" = a.id
       WHERE a.state = 'admitted' AND (a."leftAt" IS NULL OR ${cutOff})),
     ranked AS (SELECT *, CASE coalesce(quality, 'unknown') ${ranks} END AS rank FROM people)
     SELECT * FROM ranked WHERE $2::int IS NULL OR (rank, number) > ($2, $3::int)
     ORDER BY rank, number LIMIT $4`,
    [slug, after?.rank ?? null, after?.number ?? null, limit + 1],
  )
  return rows
}
