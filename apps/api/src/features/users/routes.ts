import { endUserSessions, listUsers, updateUser } from '@parvis/contract/users'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { changeUser, endSessionsOfUser, listAdministeredUsers } from './manage-users.ts'

export function mountUsers(http: Http, context: Context): void {
  const limit = perMinute(120)
  http.serve(listUsers, listAdministeredUsers(context), { limit: perMinute(300) })
  http.serve(updateUser, changeUser(context), { limit })
  http.serve(endUserSessions, endSessionsOfUser(context), { limit })
}
