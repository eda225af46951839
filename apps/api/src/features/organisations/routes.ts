import {
  createOrganisation,
  deleteOrganisation,
  getAssurance,
  getCreationPolicy,
  getOrganisation,
  listOrganisations,
  setAssurance,
  updateOrganisation,
} from '@parvis/contract/organisations'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { changeAssurance, readAssurance } from './assurance.ts'
import { changeOrganisation } from './change-organisation.ts'
import { tellCreationPolicy } from './creation-policy.ts'
import {
  addOrganisation,
  listAdministered,
  readOrganisation,
  removeOrganisation,
} from './manage-organisations.ts'

export function mountOrganisations(http: Http, context: Context): void {
  const limit = perMinute(120)
  http.serve(getCreationPolicy, tellCreationPolicy(context))
  http.serve(listOrganisations, listAdministered(context), { limit: perMinute(300) })
  http.serve(createOrganisation, addOrganisation(context), { limit })
  http.serve(getOrganisation, readOrganisation(context), { limit: perMinute(300) })
  http.serve(updateOrganisation, changeOrganisation(context), { limit })
  http.serve(getAssurance, readAssurance(context), { limit: perMinute(300) })
  http.serve(setAssurance, changeAssurance(context), { limit })
  http.serve(deleteOrganisation, removeOrganisation(context), { limit })
}
