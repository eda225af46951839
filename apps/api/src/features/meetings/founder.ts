import type { UserId } from '@parvis/contract/ids'
import type { Meeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Sql } from '../../platform/database.ts'
import type { KeyCaller } from '../../platform/http/api-key.ts'
import type { Caller, SignedIn } from '../../platform/http/session.ts'
import { readCreationPolicy } from '../organisations/index.ts'
import { findPrincipal } from '../roles/index.ts'

/** Who makes a meeting, and whose it is to be. */
export interface Founding {
  /** As the audit has it. */
  readonly actor: string
  readonly owner: { readonly id: string; readonly organisationId: string }
  /** The owner, when somebody else makes it. */
  readonly principal: NonNullable<Meeting['actingFor']> | undefined
}

/**
 * Whether the caller may make meetings, for whom.
 * @throws Problem `sign-in-required`, `creation-not-allowed`, `forbidden` for an owner whom the caller does not act for,
 * and for a key that names none `invalid-request`.
 */
export async function findFounding(sql: Sql, caller: Caller, ownerId?: UserId): Promise<Founding> {
  if (caller.kind === 'guest') throw new Problem('sign-in-required')
  return caller.kind === 'key' ? foundByKey(sql, caller, ownerId) : foundInPerson(sql, caller, ownerId)
}

async function foundInPerson(sql: Sql, person: SignedIn, ownerId?: UserId): Promise<Founding> {
  const { id, organisationId } = person
  const policy = await readCreationPolicy(sql, person)
  if (!policy.mayCreate) throw new Problem('creation-not-allowed')
  const principal = ownerId && (await findPrincipal(sql, id, ownerId))
  if (ownerId && !principal) throw new Problem('forbidden')
  return {
    actor: `user:${id}`,
    owner: { id: principal?.id ?? id, organisationId },
    principal: principal || undefined,
  }
}

/** A key stands for the administrators who made it. A meeting needs an owner all the same: a person. */
async function foundByKey(sql: Sql, { id, organisationId }: KeyCaller, ownerId?: UserId): Promise<Founding> {
  if (!ownerId) {
    const message = 'a key says who is to own the meeting'
    throw new Problem('invalid-request', { fields: [{ path: 'body.for', message }] })
  }
  const rights = { role: 'administrator', platformAdministrator: false } as const
  const policy = await readCreationPolicy(sql, { id: ownerId, organisationId, ...rights })
  if (!policy.mayCreate) throw new Problem('creation-not-allowed')
  const { rows } = await sql.query<NonNullable<Meeting['actingFor']>>(
    'SELECT id, name FROM "User" WHERE id = $1 AND "organisationId" = $2 AND "disabledAt" IS NULL',
    [ownerId, organisationId],
  )
  const [principal] = rows
  if (!principal) throw new Problem('forbidden')
  return { actor: `key:${id}`, owner: { id: principal.id, organisationId }, principal }
}
