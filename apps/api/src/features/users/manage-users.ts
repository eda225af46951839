import type { AuditAction } from '@parvis/contract/audit'
import type { UserId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { endUserSessions, listUsers, updateUser } from '@parvis/contract/users'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { toPage, toPageWanted } from '../../platform/paging.ts'
import { administrationOf, readingOf } from '../authority/index.ts'
import type { Administration } from '../authority/index.ts'
import { endSessionsBut } from '../own-account/index.ts'
import { apply, canRuleUser, refuseChange } from './policy.ts'
import type { Change, Target } from './policy.ts'
import { findUser, findUsers, holdOthers, holdTarget, keepOrganisation, saveTarget, toUser } from './store.ts'

type Needs = Pick<Context, 'database'>

export function listAdministeredUsers({ database }: Needs): Handler<typeof listUsers> {
  return async ({ caller, query }) => {
    const { organisationId } = readingOf(caller, query.organisationId)
    const wanted = toPageWanted(query)
    const rows = await findUsers(database.pool, wanted, { organisationId, only: query.only })
    return toPage(rows, wanted.limit, toUser)
  }
}

/** Gives and takes roles, and moves people between organisations. Takes effect with their next request. */
export function changeUser({ database }: Needs): Handler<typeof updateUser> {
  return ({ caller, params, body }) => {
    const administration = administrationOf(caller)
    return inTransaction(database.pool, async (sql) => {
      await change(sql, administration, { id: params.userId, change: body })
      const changed = await findUser(sql, params.userId)
      if (!changed) throw new Error('the account is gone although its row is locked')
      return changed
    })
  }
}

async function change(
  sql: PoolClient,
  administration: Administration,
  { id, change }: { readonly id: UserId; readonly change: Change },
): Promise<void> {
  const target = await requireTarget(sql, administration, id)
  const others = await holdOthers(sql, id, target.organisationId)
  const refusal = refuseChange(administration.administrator, { target, change, others })
  if (refusal) throw new Problem(refusal)
  const after = apply(target, change)
  if (!(await keepOrganisation(sql, after.organisationId))) throw new Problem('not-found')
  await saveTarget(sql, id, after)
  await audit(sql, administration, { id, target, action: 'user.updated', detail: { ...after } })
}

export function endSessionsOfUser({ database }: Needs): Handler<typeof endUserSessions> {
  return ({ caller, params: { userId: id } }) => {
    const administration = administrationOf(caller)
    return inTransaction(database.pool, async (sql) => {
      const target = await requireTarget(sql, administration, id)
      if (!canRuleUser(administration.administrator, target)) throw new Problem('forbidden')
      const ended = await endSessionsBut(sql, id, null)
      await audit(sql, administration, { id, target, action: 'user.sessions-ended', detail: { ended } })
      return { ended }
    })
  }
}

/** @throws Problem `not-found`, also for somebody of another's organisation (A80). */
async function requireTarget(sql: Sql, { organisationId }: Administration, id: UserId): Promise<Target> {
  const target = await holdTarget(sql, id, organisationId)
  if (!target) throw new Problem('not-found')
  return target
}

interface Act {
  readonly id: UserId
  readonly target: Target
  readonly action: AuditAction
  readonly detail: Readonly<Record<string, string | number | boolean>>
}

async function audit(
  sql: Sql,
  { administrator }: Administration,
  { id, target, ...act }: Act,
): Promise<void> {
  await recordAudit(sql, {
    actor: `user:${administrator.id}`,
    target: `user:${id}`,
    organisationId: target.organisationId,
    ...act,
  })
}
