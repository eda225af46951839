/** Whatever runs a statement: a pool, or an installation's own. */
type Query = (text: string, values: readonly unknown[]) => Promise<unknown>

export interface Crowd {
  readonly organisations: number
  readonly people: number
  readonly meetings: number
}

const firstNames =
  'Hélène,Marie,Jean,Zoé,Paul,Inès,Karim,Léa,Noël,François,Ada,Grace,Mohamed,Chloé,Théo,Élise'
const lastNames =
  'Martin,Bernard,Dubois,Thomas,Petit,Durand,Leroy,Moreau,Simon,Laurent,Lefèvre,Roux,Faure,Girard'

/**
 * Fills an installation: organisations, their people, one of a hundred of whom administers, and meetings, one of a
 * thousand of which is going on.
 */
export async function seedPeople(query: Query, { organisations, people, meetings }: Crowd): Promise<void> {
  await query(
    `INSERT INTO "Organisation" (id, name) SELECT gen_random_uuid(), 'Organisation ' || n FROM generate_series(1, $1::int) n`,
    [organisations],
  )
  await query(
    `INSERT INTO "User" (id, "organisationId", email, name, role, local)
     SELECT gen_random_uuid(), o.ids[1 + n % array_length(o.ids, 1)], 'person' || n || '@example.org',
       f.names[1 + n % array_length(f.names, 1)] || ' ' || l.names[1 + (n / 16) % array_length(l.names, 1)] || ' ' || n,
       (CASE WHEN n % 100 = 0 THEN 'administrator' ELSE 'member' END)::"UserRole", false
     FROM generate_series(1, $1::int) n,
       (SELECT array_agg(id ORDER BY "createdAt", id) AS ids FROM "Organisation") o,
       (SELECT string_to_array($2, ',') AS names) f, (SELECT string_to_array($3, ',') AS names) l`,
    [people, firstNames, lastNames],
  )
  await query(
    `INSERT INTO "Meeting" (id, "organisationId", slug, name, "lastUsedAt")
     SELECT gen_random_uuid(), o.ids[1 + n % array_length(o.ids, 1)],
       translate(overlay(overlay(lpad(n::text, 10, '0') PLACING '-' FROM 4 FOR 0) PLACING '-' FROM 9 FOR 0),
         '0123456789', 'abcdefghij'), 'Réunion ' || n,
       now() - make_interval(mins => n)
     FROM generate_series(1, $1::int) n, (SELECT array_agg(id) AS ids FROM "Organisation") o`,
    [meetings],
  )
  await query(
    `INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt", "endedAt")
     SELECT gen_random_uuid(), m.id, 'o_' || m.id, m."lastUsedAt", CASE WHEN right(m.slug, 3) <> 'aaa' THEN now() END
     FROM "Meeting" m`,
    [],
  )
  await query(
    `INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name, "joinedAt", "leftAt")
     SELECT 'p_' || left(replace(o.id::text, '-', ''), 23) || n, o.id, '\\x00', 'Invité ' || n, o."startedAt", o."endedAt"
     FROM "Occurrence" o, generate_series(1, 3) n`,
    [],
  )
  // As autovacuum does in time: entries of the search indexes are merged, and the planner knows how many rows there are.
  await query('VACUUM ANALYZE', [])
}
