/**
 * Counting by day, as SQL: from the places of people, of the time from `$2` to `$3`, days of the time zone `$4`.
 * `$1` is the organisation, null for all; `$5` the day before which it does not matter when an account was there.
 */
const [first, last] = [beginOf('$2::date'), beginOf('$3::date + 1')]

/** SQL: when a day begins, as the clock on the wall has it: days of 23 and 25 hours are right. */
export function beginOf(day: string, zone = '$4'): string {
  return `((${day})::timestamp AT TIME ZONE ${zone})`
}

/** SQL: the day of a moment. Where the clocks go back over midnight, the hour that is there twice is of the day before. */
export function dayOf(moment: string, zone = '$4'): string {
  const local = `((${moment}) AT TIME ZONE ${zone})::date`
  return `(${local} - ((${moment}) < ${beginOf(local, zone)})::int)`
}

// Nearly nobody stays longer: those have an index of their own, and the others are found by when they came.
const long = `interval '24 hours'`
// NOTE each line alone has an index (migration statistics_of_closed_days).
const isCounted = `(
    a."joinedAt" >= ${first} - ${long} AND a."joinedAt" < ${last} AND (a."leftAt" > ${first} OR a."leftAt" IS NULL)
    OR a."joinedAt" < ${last} AND a."leftAt" - a."joinedAt" > ${long} AND a."leftAt" > ${first}
    OR a."joinedAt" < ${last} AND a."leftAt" IS NULL
    OR a."joinedAt" IS NULL AND a."admittedAt" >= ${first} AND a."admittedAt" < ${last})`

const sitting = `"Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"`

function sameDay(part: string): string {
  return `${part}.day = d.day AND ${part}.scope IS NOT DISTINCT FROM d.scope`
}

/** Who was there, and the pieces of their stays, cut where a day ends. */
function cutStays(scopes: string): string {
  return `places AS MATERIALIZED (
    SELECT scope, a."occurrenceId", a."userId", a."joinedAt", coalesce(a."leftAt", now()) AS "leftAt", o."startedAt",
      a.state, a."admittedAt"
    FROM "Attendance" a JOIN ${sitting} CROSS JOIN unnest(${scopes}) scope
    WHERE ($1::uuid IS NULL OR m."organisationId" = $1) AND ${isCounted}),
  pieces AS MATERIALIZED (
    SELECT scope, d.day, d.begin, p."occurrenceId", p."userId", p."startedAt", p."joinedAt" >= d.begin AS came,
      p."joinedAt" < ${first} AS stayed, greatest(p."joinedAt", d.begin) AS "from", least(p."leftAt", d."end") AS "to"
    FROM places p
      CROSS JOIN LATERAL generate_series(
        ${dayOf(`greatest(p."joinedAt", ${first})`)}::timestamp, ${dayOf(`least(p."leftAt", ${last})`)}, interval '1 day') touched
      CROSS JOIN LATERAL (
        SELECT touched::date AS day, ${beginOf('touched')} AS begin, ${beginOf(`touched + interval '1 day'`)} AS "end") d
    WHERE p."leftAt" > d.begin AND p."joinedAt" < d."end" AND d.day <= $3::date)`
}

/** What adds up, and the peak of each day: `counted`. */
function countPieces(scopes: string): string {
  return `present AS (
    SELECT scope, day, count(DISTINCT "occurrenceId") FILTER (WHERE came AND (
        "startedAt" >= begin OR NOT EXISTS (
          SELECT FROM "Attendance" a WHERE a."occurrenceId" = pieces."occurrenceId" AND a."joinedAt" < begin))) AS meetings,
      count(*) FILTER (WHERE came) AS participants, count(*) FILTER (WHERE came AND "userId" IS NULL) AS guests,
      round(sum(extract(epoch FROM "to" - "from")) * 1000) AS "presentMs"
    FROM pieces GROUP BY scope, day),
  steps AS (
    SELECT scope, day, "from" AS at, 1 AS change FROM pieces
    UNION ALL SELECT scope, day, "to", -1 FROM pieces),
  peaks AS (
    SELECT scope, day, max(there) AS peak
    FROM (SELECT scope, day,
        sum(change) OVER (PARTITION BY scope, day ORDER BY at, change ROWS UNBOUNDED PRECEDING) AS there
      FROM steps) running GROUP BY scope, day),
  absent AS (
    SELECT scope, ${dayOf('"admittedAt"')} AS day, count(*) FILTER (WHERE state = 'refused') AS refused,
      count(*) FILTER (WHERE state = 'admitted') AS "neverConnected"
    FROM places WHERE "joinedAt" IS NULL GROUP BY 1, 2),
  poor AS (
    SELECT scope, ${dayOf('quarter')} AS day, sum(seconds) AS "poorSeconds"
    FROM "PoorTime" m CROSS JOIN unnest(${scopes}) scope
    WHERE ($1::uuid IS NULL OR m."organisationId" = $1) AND quarter >= ${first} AND quarter < ${last} GROUP BY 1, 2),
  counted AS (
    SELECT d.scope, d.day, coalesce(meetings, 0) AS meetings, coalesce(participants, 0) AS participants,
      coalesce(guests, 0) AS guests, coalesce("presentMs", 0) AS "presentMs", coalesce(peak, 0) AS peak,
      coalesce(refused, 0) AS refused, coalesce("neverConnected", 0) AS "neverConnected",
      coalesce("poorSeconds", 0) AS "poorSeconds"
    FROM (SELECT scope, day FROM present UNION SELECT scope, day FROM absent UNION SELECT scope, day FROM poor) d
      LEFT JOIN present p ON ${sameDay('p')} LEFT JOIN peaks k ON ${sameDay('k')} LEFT JOIN absent b ON ${sameDay('b')}
      LEFT JOIN poor q ON ${sameDay('q')})`
}

// When an account was last there: on an earlier one of these days, else before them.
const visits = `met AS (
    SELECT scope, "userId", day, bool_or(stayed) AS stayed,
      lag(day) OVER (PARTITION BY scope, "userId" ORDER BY day) AS "lastDay"
    FROM pieces WHERE "userId" IS NOT NULL GROUP BY scope, "userId", day),
  visits AS (
    SELECT scope, met.day, coalesce(met."lastDay", CASE WHEN stayed THEN $2::date - 1 ELSE before."lastDay" END) AS "lastDay",
      count(*) AS accounts
    FROM met LEFT JOIN LATERAL (
      SELECT ${dayOf(`a."leftAt" - interval '1 microsecond'`)} AS "lastDay" FROM "Attendance" a JOIN ${sitting}
      WHERE $5::date < $2::date AND met."lastDay" IS NULL AND NOT stayed
        AND a."userId" = met."userId" AND a."joinedAt" IS NOT NULL AND (scope IS NULL OR m."organisationId" = scope)
        AND a."leftAt" > ${beginOf('$5::date')} AND a."leftAt" <= ${first}
      ORDER BY a."leftAt" DESC LIMIT 1) before ON true
    GROUP BY 1, 2, 3)`

/**
 * Common table expressions, of which two are results: `counted`, the figures of each day and scope to which somebody
 * came, and `visits`, how many accounts were there that had been there last on `lastDay`. `scopes` is SQL for those
 * that a place is counted in: the id of an organisation, or null for all together.
 */
export function countDays(scopes: string): string {
  return [cutStays(scopes), countPieces(scopes), visits].join(',\n')
}
