import { returnPath, startSignIn } from '@parvis/contract/identity'
import { fillPath } from '@parvis/contract/route'

/** Where the browser goes to sign in with a provider; `returnTo` is the home page when it is no page of ours. */
export function startAddress(provider: string, returnTo: string, silent = false): string {
  const query = {
    returnTo: returnPath.safeParse(returnTo).data ?? '/',
    ...(silent && { silent: '1' }),
  }
  return `${fillPath(startSignIn.path, { provider })}?${new URLSearchParams(query)}`
}
