import type { getCreationPolicy, MeetingCreators, Policy } from '@parvis/contract/organisations'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { isAdministrator } from '../../platform/http/session.ts'
import type { SignedIn } from '../../platform/http/session.ts'

/** Whether somebody may create meetings in their organisation. */
export function mayCreate(
  creators: MeetingCreators,
  person: Pick<SignedIn, 'role' | 'platformAdministrator'>,
): boolean {
  return creators === 'everybody' || (creators === 'administrators' && isAdministrator(person))
}

/** Whether this person may make meetings, and who enters those if nothing else is said. */
export async function readCreationPolicy(
  sql: Sql,
  person: Pick<SignedIn, 'id' | 'organisationId' | 'role' | 'platformAdministrator'>,
): Promise<{ readonly mayCreate: boolean; readonly defaultAccess: Policy['defaultAccess'] }> {
  const { rows } = await sql.query<Pick<Policy, 'meetingCreators' | 'defaultAccess'>>(
    `SELECT g."meetingCreators", coalesce(d.access, g."defaultAccess") AS "defaultAccess"
     FROM "Organisation" g LEFT JOIN "MeetingDefaults" d ON d."userId" = $2 WHERE g.id = $1`,
    [person.organisationId, person.id],
  )
  const [policy] = rows
  if (!policy) throw new Error('an account without an organisation')
  return { mayCreate: mayCreate(policy.meetingCreators, person), defaultAccess: policy.defaultAccess }
}

export function tellCreationPolicy({
  database,
}: Pick<Context, 'database'>): Handler<typeof getCreationPolicy> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    return readCreationPolicy(database.pool, caller)
  }
}
