import { getMe, setUp, signIn, signOut } from '@parvis/contract/session'
import type { Context } from '../../context.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { readMe } from './get-me.ts'
import { setUpInstallation } from './set-up.ts'
import { signInWithPassword } from './sign-in.ts'
import { signOutHere } from './sign-out.ts'

export function mountSession(http: Http, context: Context): void {
  http.serve(signIn, signInWithPassword(context), { limit: perMinuteOfAll(60) })
  http.serve(signOut, signOutHere(context))
  http.serve(getMe, readMe)
  http.serve(setUp, setUpInstallation(context), { limit: perMinuteOfAll(10) })
}
