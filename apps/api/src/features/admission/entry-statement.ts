import { barredRights, joinRole, ownRights, rightsOfMeeting } from '../authority/index.ts'

/** SQL: whether somebody with the role `r` has to give the passcode of the meeting `m`. */
export const passcodeAsked = `(m."passcodeSealed" IS NOT NULL
  AND CASE WHEN m."passcodeForAll" THEN coalesce(r.role NOT IN ('owner', 'cohost'), true) ELSE r.role IS NULL END)`

// To look for the role of somebody without an account costs a tenth of the statement, and finds none.
const comers = {
  account: { role: joinRole('m.id', '$2'), owns: '(a."deviceHash" = $3 OR a."userId" = $2)' },
  guest: { role: 'CROSS JOIN (SELECT NULL::"MeetingRoleName" AS role) r', owns: 'a."deviceHash" = $3' },
} as const
type ComerKind = keyof typeof comers

// NOTE each part about other places reads a partial index of the few that it is about: what a join costs does not grow
// with how many have come and gone.
const entryText = (kind: ComerKind): string => `SELECT m.id AS "meetingId", m.access, r.role,
    o.id AS "occurrenceId", o."sfuRoom", o."startedAt", o."roomOpen",
    coalesce(o.locked, false) AS locked, coalesce(o."askAll", false) AS "askAll",
    m."waitForHost" AND NOT h."hostPresent" AS "hostAwaited",
    ${passcodeAsked} AS "passcodeAsked", ${rightsOfMeeting} AS rights,
    EXISTS (SELECT FROM "Ban" b WHERE b."meetingId" = m.id AND (b."deviceHash" = $3 OR b."userId" = $2)) AS banned,
    g."guestsAllowed", ${barredRights} AS barred,
    h.present, w.waiting, w."waitingFromSource", t."removedBefore", t."refusedSecondsAgo",
    CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name, 'state', p.state, 'host', p.host,
      ${ownRights('p')},
      'wasThere', p."joinedAt" IS NOT NULL, 'gone', p."leftAt" IS NOT NULL) || ${barredRights} END AS place
  FROM "Meeting" m JOIN "Organisation" g ON g.id = m."organisationId"
  ${comers[kind].role}
  LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
  LEFT JOIN "Attendance" p ON p.id = $4 AND p."occurrenceId" = o.id AND p."deviceHash" = $3
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS present, coalesce(bool_or(a.host AND a.state = 'admitted'), false) AS "hostPresent"
    FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL) h
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE a."sourceHash" = $5))::int AS "waitingFromSource"
    FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a.state = 'waiting' AND a."leftAt" IS NULL) w
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(a.state = 'removed'), false) AS "removedBefore",
      floor(extract(epoch FROM now() - max(a."leftAt") FILTER (WHERE a.state = 'refused')))::int AS "refusedSecondsAgo"
    FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a.state IN ('refused', 'removed') AND ${comers[kind].owns}) t
  WHERE m.slug = $1`

// NOTE the way into a call costs one round trip: the statement that reads also takes the place in the usual case, a
// public meeting whose room is open and where nothing speaks against it. Every other case changes nothing and is
// judged by the policy, of which this is a part. Its commit does not wait for the disk: a place that a crash of the
// database loses is one that the gate refuses, and the page asks for another.
const arriveText = (kind: ComerKind): string => `WITH entry AS (${entryText(kind)}),
  taken AS (
    INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, host, "vouchedBy")
    SELECT $6, "occurrenceId", $2, $3, $7, coalesce(role IN ('owner', 'cohost'), false), $9 FROM entry
    WHERE "roomOpen" AND place IS NULL AND access = 'public' AND NOT "askAll" AND NOT locked
      AND NOT "hostAwaited" AND NOT "passcodeAsked"
      AND ("guestsAllowed" OR $2::uuid IS NOT NULL) AND NOT banned AND NOT "removedBefore" AND present < $8 AND $7::text IS NOT NULL
    RETURNING id)
  SELECT entry.*, taken.id AS "takenId", set_config('synchronous_commit', 'off', true)
  FROM entry LEFT JOIN taken ON true`

const statements = {
  arrive: { account: arriveText('account'), guest: arriveText('guest') },
  'read-entry': { account: entryText('account'), guest: entryText('guest') },
} as const

/**
 * The prepared statement for who asks, with the values: 1 the slug, 2 the account or null, 3 the device's hash, 4 the
 * place to come back to, 5 the hash of the address; `arrive` takes also 6 the id of a new place, 7 a name, 8 the capacity,
 * 9 who vouches for them.
 */
export function toStatement(name: keyof typeof statements, userId: string | undefined) {
  const kind = userId === undefined ? 'guest' : 'account'
  return { name: `${name}-${kind}`, text: statements[name][kind] }
}
