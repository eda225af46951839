import { eventually } from '@parvis/testkit/eventually'
import type { Random } from '@parvis/testkit/random'

/** Somebody's place in a sitting; times in ms. */
export interface PastPlace {
  readonly occurrence: string
  readonly organisation: string
  readonly account: string | null
  readonly state: 'admitted' | 'refused'
  readonly admittedAt: number
  readonly joinedAt: number | null
  readonly leftAt: number | null
}

export interface Past {
  readonly organisations: readonly string[]
  readonly accounts: readonly string[]
  readonly places: readonly PastPlace[]
}

const hourMs = 3_600_000
const id = (kind: number, number: number): string =>
  `00000000-0000-4000-8000-0000${String(kind).padStart(4, '0')}${String(number).padStart(4, '0')}`

/** Sittings that began within `days` after `start`, to some of which nobody came; many touch a midnight, and some last for days. */
export function inventPast(random: Random, { start, days }: { start: number; days: number }): Past {
  const organisations = [1, 2, 3].map((number) => id(1, number))
  const accounts = Array.from({ length: 9 }, (_, number) => id(2, number))
  const places = Array.from({ length: 90 }, (_, number) => {
    const began = start + random.integer(days * 24) * hourMs + random.pick([0, 0, random.integer(hourMs)])
    const organisation = random.pick(organisations)
    return Array.from({ length: random.integer(6) }, (): PastPlace => {
      const admittedAt = began + random.pick([0, random.integer(3 * hourMs), random.integer(30 * hourMs)])
      const usual = random.pick([random.integer(hourMs), hourMs, random.integer(9 * hourMs)]) + 1
      const length = random.chance(0.1) ? random.integer(70 * hourMs) + 1 : usual
      const place = {
        occurrence: id(3, number),
        organisation,
        account: random.chance(0.7) ? random.pick(accounts) : null,
        admittedAt,
      }
      if (random.chance(0.2))
        return { ...place, state: random.pick(['admitted', 'refused']), joinedAt: null, leftAt: null }
      return { ...place, state: 'admitted', joinedAt: admittedAt, leftAt: admittedAt + length }
    })
  }).flat()
  return { organisations, accounts, places }
}

type Query = (text: string, values?: unknown[]) => Promise<unknown>

/** Waits until the API, at its start, has looked which days are to be kept: what is written from now on is counted when asked for. */
export async function awaitClosing(
  query: (text: string) => Promise<readonly unknown[]>,
  { timeZones }: { readonly timeZones: number },
): Promise<void> {
  await eventually(async () => {
    const begun = (await query('SELECT FROM "StatisticsClosing"')).length
    if (begun < timeZones) throw new Error(`the days of ${begun} time zones are looked at`)
  })
}

/** Writes it down as if it had happened; every sitting ended with the last who left. */
export async function writePast(query: Query, { organisations, accounts, places }: Past): Promise<void> {
  await query(`INSERT INTO "Organisation" (id, name) SELECT unnest($1::uuid[]), 'Past'`, [organisations])
  await query(
    `INSERT INTO "User" (id, "organisationId", email, name)
     SELECT id, $2, id || '@example.org', 'Ada' FROM unnest($1::uuid[]) id`,
    [accounts, organisations[0]],
  )
  await query(
    `WITH place AS MATERIALIZED (
       SELECT occurrence, organisation, account, state, to_timestamp("admittedAt" / 1000.0) AS admitted,
         to_timestamp("joinedAt" / 1000.0) AS joined, to_timestamp("leftAt" / 1000.0) AS "left"
       FROM jsonb_to_recordset($1) AS p(occurrence uuid, organisation uuid, account uuid, state text,
         "admittedAt" bigint, "joinedAt" bigint, "leftAt" bigint)),
     meeting AS (INSERT INTO "Meeting" (id, "organisationId", slug)
       SELECT DISTINCT occurrence, organisation, occurrence::text FROM place),
     sitting AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt", "endedAt")
       SELECT occurrence, occurrence, occurrence::text, min(admitted), max(coalesce("left", admitted))
       FROM place GROUP BY occurrence)
     INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, "admittedAt", "joinedAt", "leftAt", state)
     SELECT gen_random_uuid(), occurrence, account, '', 'Ada', admitted, joined, "left", state::"PlaceState" FROM place`,
    [JSON.stringify(places)],
  )
}
