import {
  createProvisioningToken,
  deleteProvisioningToken,
  getProvisioning,
  updateProvisioning,
} from '@parvis/contract/provisioning'
import type { Context } from '../../context.ts'
import type { Http } from '../../platform/http/serve.ts'
import { addToken, changeProvisioning, readProvisioning, withdrawToken } from './manage-provisioning.ts'
import { mountScim } from './mount-scim.ts'

/** Mounts what administrators decide of provisioning, and SCIM itself. */
export function mountProvisioning(http: Http, context: Context): void {
  http.serve(getProvisioning, readProvisioning(context))
  http.serve(updateProvisioning, changeProvisioning(context))
  http.serve(createProvisioningToken, addToken(context))
  http.serve(deleteProvisioningToken, withdrawToken(context))
  mountScim(http.router, context)
}
