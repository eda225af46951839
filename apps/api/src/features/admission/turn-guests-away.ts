import type { MeetingId, OccurrenceId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import { announceAnswers } from './knock.ts'
import { answerPlaces, readQueue } from './waiting-store.ts'

/**
 * Refuses everybody who waits without an account in the meetings of an organisation that receives no guests any more:
 * no host could let them in. The caller's transaction holds the meetings from then on, so that whoever is asking at this
 * moment waits already or is told at the door; the policy must be committed before.
 */
export async function turnGuestsAway(sql: Sql, organisationId: string): Promise<void> {
  const { rows } = await sql.query<{ meetingId: MeetingId; occurrenceId: OccurrenceId }>(
    `SELECT m.id AS "meetingId", o.id AS "occurrenceId" FROM "Meeting" m
     JOIN "Organisation" g ON g.id = m."organisationId" AND NOT g."guestsAllowed"
     JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
     WHERE g.id = $1 ORDER BY m.id FOR NO KEY UPDATE OF m`,
    [organisationId],
  )
  for (const { meetingId, occurrenceId } of rows) {
    const { waiting } = await readQueue(sql, occurrenceId)
    const places = waiting.flatMap(({ id, signedIn }) => (signedIn ? [] : [id]))
    if (places.length === 0) continue
    const answered = await answerPlaces(sql, occurrenceId, { decision: 'refuse', places })
    await announceAnswers(sql, meetingId, { answered, decision: 'refuse' })
  }
}
