import type { Router } from 'express'
import type { ScimNeeds } from './scim.ts'

/** Mounts SCIM 2.0 at `/scim/v2`. What speaks it is loaded by the first request: few installations have a directory. */
export function mountScim(router: Router, context: ScimNeeds): void {
  let loading: Promise<Router> | undefined
  router.use('/scim/v2', async (request, response, next) => {
    loading ??= import('./scim.ts').then(({ createScim }) => createScim(context))
    const scim = await loading
    scim(request, response, next)
  })
}
