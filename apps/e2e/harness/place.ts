import { createSfu } from '@parvis/api/platform/sfu'
import type { Installation } from './installation.ts'

/** Somebody's place as the database has it. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly present: boolean
}

/** All places ever taken in a meeting, in the order of their taking. */
export function readPlaces({ query }: Installation, slug: string): Promise<readonly Place[]> {
  return query<Place>(
    `SELECT a.id, a.name, a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AND o."endedAt" IS NULL AS present
     FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE m.slug = $1 ORDER BY a."admittedAt"`,
    [slug],
  )
}

/** When somebody left, by the database's clock (epoch, ms). */
export async function readLeaving({ query }: Installation, id: string): Promise<number> {
  const [place] = await query<{ leftAt: Date | null }>('SELECT "leftAt" FROM "Attendance" WHERE id = $1', [
    id,
  ])
  return place?.leftAt?.getTime() ?? Number.NaN
}

/** The places of those whom the SFU really has, asked behind the API's back. */
export async function readSfuPlaces(installation: Installation, slug: string): Promise<readonly string[]> {
  const sfu = createSfu({ url: installation.livekit.url, secrets: installation.secrets })
  const rooms = await installation.query<{ sfuRoom: string }>(
    'SELECT o."sfuRoom" FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId" WHERE m.slug = $1',
    [slug],
  )
  const people = await Promise.all(rooms.map(({ sfuRoom }) => sfu.listParticipants(sfuRoom)))
  return people
    .flat()
    .map(({ identity }) => identity)
    .sort()
}
