import type { AuditAction } from '@parvis/contract/audit'
import type { delegate, listDelegations, revokeDelegation } from '@parvis/contract/delegations'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { SignedIn } from '../../platform/http/session.ts'
import {
  countGiven,
  deleteDelegation,
  findDelegations,
  holdLentSittings,
  keepDelegation,
} from './delegation-store.ts'
import { takeEffect, tellSfu } from './take-effect.ts'
import type { Regranted } from './take-effect.ts'

const mostGiven = 20

export function readDelegations({ database }: Pick<Context, 'database'>): Handler<typeof listDelegations> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    return findDelegations(database.pool, caller.id)
  }
}

/** Lets somebody of the same organisation act in all meetings of the caller. */
export function giveDelegation({ database }: Pick<Context, 'database'>): Handler<typeof delegate> {
  return async ({ caller, body: { email, until } }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    if (until && Date.parse(until) <= Date.now()) throw new Problem('invalid-request')
    await inTransaction(database.pool, async (sql) => {
      // One after the other, so that the bound holds.
      await sql.query('SELECT 1 FROM "User" WHERE id = $1 FOR NO KEY UPDATE', [caller.id])
      if ((await countGiven(sql, caller.id)) >= mostGiven) throw new Problem('too-many-delegations')
      const id = await keepDelegation(sql, { principalId: caller.id, email, until })
      await auditDelegation(sql, caller, { action: 'delegation.given', id })
    })
    return undefined
  }
}

/** Ends a delegation; in a call that is going on the delegate is host no longer. */
export function endDelegation(
  context: Pick<Context, 'database' | 'sfu' | 'log'>,
): Handler<typeof revokeDelegation> {
  return async ({ caller, params: { delegationId: id } }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const regranted = await inTransaction(context.database.pool, async (sql) => {
      const ended = await deleteDelegation(sql, id, caller.id)
      if (!ended) throw new Problem('delegation-not-found')
      await auditDelegation(sql, caller, { action: 'delegation.revoked', id })
      return ended.delegateId === null
        ? []
        : takeBack(sql, caller, { principalId: ended.principalId, delegateId: ended.delegateId })
    })
    await tellSfu(context, regranted)
    return undefined
  }
}

async function takeBack(
  sql: PoolClient,
  { name }: SignedIn,
  between: { readonly principalId: string; readonly delegateId: string },
): Promise<readonly Regranted[]> {
  const regranted: Regranted[] = []
  for (const { meetingId, occurrence, lent, left } of await holdLentSittings(sql, between)) {
    const turn = { userId: between.delegateId, from: lent, to: left }
    regranted.push(...(await takeEffect(sql, { meetingId, occurrence, by: { name } }, turn)))
  }
  return regranted
}

function auditDelegation(
  sql: PoolClient,
  caller: SignedIn,
  { action, id }: { readonly action: AuditAction; readonly id: string },
): Promise<void> {
  return recordAudit(sql, {
    actor: `user:${caller.id}`,
    action,
    target: `delegation:${id}`,
    organisationId: caller.organisationId,
  })
}
