import type { setAccountDisabled } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { administrationOf } from '../authority/index.ts'
import { endSessionsBut } from '../own-account/index.ts'
import { dropLinks, holdSubject, markDisabled } from './disable-store.ts'
import type { TakenPlace } from './disable-store.ts'
import { refuseDisabling } from './policy.ts'
import { disconnect, takeOut } from './put-out.ts'

/** An account to disable or to enable, and who does so. */
export interface Switch {
  /** As the audit names them. */
  readonly actor: string
  /** As whoever is put out is told. */
  readonly by: { readonly name: string }
  readonly account: { readonly id: string; readonly organisationId: string }
  readonly disabled: boolean
}

/** Disables or enables an account for somebody who administers it. */
export function setDisabled(
  context: Pick<Context, 'database' | 'sfu' | 'log'>,
): Handler<typeof setAccountDisabled> {
  return async ({ caller, params, body }) => {
    const { administrator } = administrationOf(caller)
    await switchAccount(context, async (sql) => {
      const account = await holdSubject(sql, administrator.id, params.userId)
      if (!account) throw new Problem('not-found')
      const refusal = refuseDisabling(administrator, account)
      if (refusal) throw new Problem(refusal)
      return { actor: `user:${administrator.id}`, by: administrator, account, disabled: body.disabled }
    })
  }
}

/**
 * Disables an account, or enables it again; `decide` says which one, in the transaction. From the commit on its
 * sessions open nothing in any process and its tokens pass no gate; who is connected is put out at once, or by the
 * reconciler when the SFU is away (A79).
 */
export async function switchAccount(
  context: Pick<Context, 'database' | 'sfu' | 'log'>,
  decide: (sql: Sql) => Promise<Switch>,
): Promise<void> {
  const places = await inTransaction(context.database.pool, async (sql) => apply(sql, await decide(sql)))
  await disconnect(context, places)
}

async function apply(
  sql: Sql,
  { actor, by, account: { id, organisationId }, disabled }: Switch,
): Promise<readonly TakenPlace[]> {
  if (!(await markDisabled(sql, id, disabled))) return []
  const sessions = disabled ? await endSessionsBut(sql, id, null) : 0
  const places = disabled ? await takeOut(sql, { userId: id, by }) : []
  if (disabled) await dropLinks(sql, id)
  await recordAudit(sql, {
    actor,
    action: disabled ? 'account.disabled' : 'account.enabled',
    target: `user:${id}`,
    organisationId,
    detail: { sessions, places: places.length },
  })
  return places
}
