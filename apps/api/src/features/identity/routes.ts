import {
  endAtProvider,
  finishSignIn,
  finishSignOut,
  listProviders,
  startSignIn,
} from '@parvis/contract/identity'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Handler, Http } from '../../platform/http/serve.ts'
import { endFromProvider } from './end-at-provider.ts'
import { finishAtCallback } from './finish-sign-in.ts'
import { goToProvider } from './start-sign-in.ts'

export function mountIdentity(http: Http, context: Context): void {
  const limit = perMinute(60)
  http.serve(listProviders, listForSignIn(context))
  http.serve(startSignIn, goToProvider(context), { limit })
  http.serve(finishSignIn, finishAtCallback(context), { limit })
  http.serve(finishSignOut, comeHome)
  // All people of a provider may leave at the same hour, and every order costs a signature.
  http.serveRaw(endAtProvider, endFromProvider(context), { limit: perMinute(1200) })
}

function listForSignIn({ identityProviders }: Context): Handler<typeof listProviders> {
  const providers = identityProviders.map(({ settings: { name, label, profile } }) => ({
    name,
    label,
    profile,
  }))
  return async () => ({ providers })
}

const comeHome: Handler<typeof finishSignOut> = async () => ({ location: '/' })
