import { delegate, listDelegations, revokeDelegation } from '@parvis/contract/delegations'
import { changeRole, grantRole, listRoles, revokeRole, transferMeeting } from '@parvis/contract/roles'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { giveRole, handOver, takeRole, turnRole } from './change-roles.ts'
import { endDelegation, giveDelegation, readDelegations } from './delegate.ts'
import { readRoles } from './list-roles.ts'

export function mountRoles(http: Http, context: Context): void {
  const limit = perMinute(60)
  http.serve(listRoles, readRoles(context), { limit: perMinute(120) })
  http.serve(grantRole, giveRole(context), { limit })
  http.serve(changeRole, turnRole(context), { limit })
  http.serve(transferMeeting, handOver(context), { limit })
  http.serve(revokeRole, takeRole(context), { limit })
  http.serve(listDelegations, readDelegations(context))
  http.serve(delegate, giveDelegation(context), { limit: perMinute(20) })
  http.serve(revokeDelegation, endDelegation(context), { limit })
}
