import type {
  clearMeetingDefaults,
  getMeetingDefaults,
  MeetingDefaults,
  setMeetingDefaults,
} from '@parvis/contract/meeting-defaults'
import { rightNames } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { columnOf, rightColumns, rightsIn } from '../authority/index.ts'

type Needs = Pick<Context, 'database'>

export function tellDefaults({ database }: Needs): Handler<typeof getMeetingDefaults> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    return readDefaults(database.pool, caller.id)
  }
}

export function keepDefaults({ database }: Needs): Handler<typeof setMeetingDefaults> {
  return async ({ caller, body: { access, waitForHost, muting, rights } }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    await database.pool.query(
      `INSERT INTO "MeetingDefaults" ("userId", access, "waitForHost", muting, ${rightColumns.join(', ')})
       VALUES ($1, $2::"MeetingAccess", $3, $4::"MutingRule", ${rightsIn('$5').join(', ')})
       ON CONFLICT ("userId") DO UPDATE SET access = excluded.access, "waitForHost" = excluded."waitForHost",
         muting = excluded.muting,
         ${rightColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      [caller.id, access, waitForHost, muting, JSON.stringify(rights)],
    )
    return readDefaults(database.pool, caller.id)
  }
}

export function dropDefaults({ database }: Needs): Handler<typeof clearMeetingDefaults> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    await database.pool.query('DELETE FROM "MeetingDefaults" WHERE "userId" = $1', [caller.id])
    return undefined
  }
}

const ownOrDefault = rightNames
  .map((right) => `'${right}', coalesce(d.${columnOf(right)}, g.${columnOf(right)})`)
  .join(', ')

/** What new meetings of this person begin with: what they said themselves, or else their organisation. */
export async function readDefaults(sql: Sql, userId: string): Promise<MeetingDefaults> {
  const { rows } = await sql.query<MeetingDefaults>(
    `SELECT d."userId" IS NOT NULL AS own, coalesce(d.access, g."defaultAccess") AS access,
       coalesce(d."waitForHost", g."waitForHost") AS "waitForHost",
       coalesce(d.muting, g.muting) AS muting, jsonb_build_object(${ownOrDefault}) AS rights
     FROM "User" u JOIN "Organisation" g ON g.id = u."organisationId"
     LEFT JOIN "MeetingDefaults" d ON d."userId" = u.id WHERE u.id = $1`,
    [userId],
  )
  const [defaults] = rows
  if (!defaults) throw new Error('an account without an organisation')
  return defaults
}
