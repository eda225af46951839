import { isReserved } from '@parvis/contract/addresses'
import type { chooseAddress, removeAddress } from '@parvis/contract/addresses'
import { Problem } from '@parvis/contract/problems'
import type { ProblemCode } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { areAddressesAllowed, findFree, releaseAddress, writeAddress } from './store.ts'
import type { Wish } from './store.ts'
import { alternativesTo } from './suggest.ts'

/** Gives a meeting the address that its owner chose. What is refused comes with one that would do. */
export function takeAddress(context: Pick<Context, 'database'>): Handler<typeof chooseAddress> {
  return (exchange) =>
    actInMeeting(context, exchange, async (sql, actor) => {
      refuseOthers(actor)
      if (!(await areAddressesAllowed(sql, actor.organisationId))) throw new Problem('addresses-not-allowed')
      const { address } = exchange.body
      const wish = { ...actor, address }
      if (isReserved(address)) throw await refusal(sql, 'address-reserved', wish)
      if (!(await writeAddress(sql, wish))) throw await refusal(sql, 'address-taken', wish)
      await auditAddress(sql, actor, 'meeting.address-chosen')
      return { address }
    })
}

/** Gives the address up, also where new ones are no longer allowed. */
export function dropAddress(context: Pick<Context, 'database'>): Handler<typeof removeAddress> {
  return (exchange) =>
    actInMeeting(context, exchange, async (sql, actor) => {
      refuseOthers(actor)
      if (await releaseAddress(sql, actor.meetingId))
        await auditAddress(sql, actor, 'meeting.address-removed')
      return undefined
    })
}

function refuseOthers({ role }: Actor): void {
  if (role !== 'owner') throw new Problem('forbidden')
}

async function refusal(sql: Sql, code: ProblemCode, { organisationId, address }: Wish): Promise<Problem> {
  const suggestion = await findFree(sql, organisationId, alternativesTo(address))
  return new Problem(code, suggestion === undefined ? {} : { suggestion })
}

/** Not the address: the audit holds no words of people. */
function auditAddress(
  sql: Sql,
  actor: Actor,
  action: 'meeting.address-chosen' | 'meeting.address-removed',
): Promise<void> {
  return recordAudit(sql, {
    ...actor.audit,
    action,
    target: `meeting:${actor.slug}`,
    organisationId: actor.organisationId,
  })
}
