import type { verifyAudit as route } from '@parvis/contract/audit'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { toAnchor } from '../../platform/audit-sealer.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { verifyAudit } from '../../platform/verify-audit.ts'
import { requirePlatformAdministrator } from '../authority/index.ts'

/** What `npm run audit:verify` says, without the log to hold it against. */
export function verifyChain({ database }: Pick<Context, 'database'>): Handler<typeof route> {
  return async ({ caller }) => {
    const administrator = requirePlatformAdministrator(caller)
    const { from, through, head, unsealed, fault } = await verifyAudit(database.pool)
    await recordAudit(database.pool, {
      actor: `user:${administrator.id}`,
      action: 'audit.verified',
      organisationId: administrator.organisationId,
      detail: { holds: !fault, through: String(through) },
    })
    return {
      from: String(from),
      through: String(through),
      head: toAnchor(head).hash,
      unsealed,
      fault: fault
        ? { kind: fault.kind, position: String(fault.position), entry: fault.entry ?? null }
        : null,
    }
  }
}
