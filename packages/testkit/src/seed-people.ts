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
 * Fills an installation: organisations, their people, one of a hundred of whom administers, and meetings of an hour, one of
 * a thousand of which is going on.
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
     SELECT gen_random_uuid(), m.id, 'o_' || m.id, m."lastUsedAt",
       CASE WHEN right(m.slug, 3) <> 'aaa' THEN least(now(), m."lastUsedAt" + interval '1 hour') END
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

/** Holds a year until yesterday of sittings of 50 minutes, so many a day, with four people, three of whom are of its organisation. */
export async function seedYear(query: Query, sittingsADay: number): Promise<void> {
  await query(
    `INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt", "endedAt")
     SELECT gen_random_uuid(), m.ids[1 + (day * $1::int + n) % array_length(m.ids, 1)], 'y_' || day || '_' || n, at, at + interval '50 minutes'
     FROM (SELECT array_agg(id) AS ids FROM "Meeting") m, generate_series(1, 365) day, generate_series(1, $1::int) n,
       LATERAL (SELECT now() - make_interval(days => day, mins => n % 600) AS at) t`,
    [sittingsADay],
  )
  await query(
    `INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, "joinedAt", "leftAt", "admittedAt")
     SELECT o."sfuRoom" || '_' || n, o.id, CASE WHEN n < 4 THEN u.ids[1 + abs(hashtext(o."sfuRoom" || n)) % array_length(u.ids, 1)] END,
       '\\x00', '', o."startedAt", o."endedAt", o."startedAt"
     FROM generate_series(1, 4) n, "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
       JOIN (SELECT "organisationId", array_agg(id) AS ids FROM "User" GROUP BY 1) u ON u."organisationId" = m."organisationId"
     WHERE o."sfuRoom" LIKE 'y\\_%'`,
    [],
  )
  await query('VACUUM ANALYZE', [])
}

const secondsBetweenEntries = 30
const usualActions =
  'session.opened,session.closed,meeting.created,waiting.admitted,participants.muted,sitting.ended'

/**
 * Fills the journal: one entry each 30 s until now, by somebody of the first thousand people; one of 10,000 is
 * `audit.exported`. The chain is not made: positions are given, hashes are not those of the entries.
 */
export async function seedJournal(query: Query, entries: number): Promise<void> {
  // Positions are given by the sealer alone, which would take minutes for a million.
  await query('ALTER TABLE "AuditEntry" DISABLE TRIGGER "AuditEntry_insert"', [])
  await query(
    `INSERT INTO "AuditEntry" (at, "organisationId", actor, action, target, detail, position, hash)
     SELECT now() - make_interval(secs => ($1::int - n) * $2::int), p.organisations[1 + n % 1000], 'user:' || p.ids[1 + n % 1000],
       CASE WHEN n % 10000 = 0 THEN 'audit.exported' ELSE a.actions[1 + n % array_length(a.actions, 1)] END,
       'user:' || p.ids[1 + n * 7 % 1000], '{"seeded": true}', 1000 + n, '\\x00'
     FROM generate_series(1, $1::int) n,
       (SELECT array_agg(id) AS ids, array_agg("organisationId") AS organisations
        FROM (SELECT id, "organisationId" FROM "User" WHERE NOT local ORDER BY email LIMIT 1000) u) p,
       (SELECT string_to_array($3, ',') AS actions) a
     ORDER BY n`,
    [entries, secondsBetweenEntries, usualActions],
  )
  await query('ALTER TABLE "AuditEntry" ENABLE TRIGGER "AuditEntry_insert"', [])
  await query('VACUUM ANALYZE "AuditEntry"', [])
}
