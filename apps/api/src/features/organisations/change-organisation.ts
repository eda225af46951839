import type { OrganisationId } from '@parvis/contract/ids'
import type { updateOrganisation } from '@parvis/contract/organisations'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf } from '@parvis/contract/route'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { turnGuestsAway } from '../admission/index.ts'
import { administrationOf, requirePlatformAdministrator } from '../authority/index.ts'
import { normaliseDomain } from './domain.ts'
import { existing } from './manage-organisations.ts'
import { changePolicy, holdOrganisation, renameOrganisation, replaceDomains, replaceSirets } from './store.ts'
import { tellRights } from './tell-rights.ts'

type Change = BodyOf<typeof updateOrganisation>

/**
 * Changes name and policy, for its own administrators too. Who belongs to an organisation follows from its domains and
 * establishments: these are for administrators of the installation, since one organisation could claim another's.
 */
export function changeOrganisation({
  database,
}: Pick<Context, 'database'>): Handler<typeof updateOrganisation> {
  return async ({ caller, params: { organisationId }, body }) => {
    const { administrator } = administrationOf(caller, organisationId)
    if (body.domains ?? body.sirets) requirePlatformAdministrator(caller)
    const changed = await inTransaction(database.pool, async (sql) => {
      if (!(await holdOrganisation(sql, organisationId))) throw new Problem('not-found')
      await change(sql, organisationId, body)
      if (switchesRights(body.policy)) await tellRights(sql, organisationId, { name: administrator.name })
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'organisation.updated',
        target: `organisation:${organisationId}`,
        organisationId,
        detail: toDetail(body),
      })
      return existing(sql, organisationId)
    })
    // Apart from the change: who enters a meeting holds it, and then reads the policy.
    if (body.policy?.guestsAllowed === false)
      await inTransaction(database.pool, (sql) => turnGuestsAway(sql, organisationId))
    return changed
  }
}

function switchesRights(policy: Change['policy'] = {}): boolean {
  const { sharingAllowed, chatOffered, reactionsOffered } = policy
  return (sharingAllowed ?? chatOffered ?? reactionsOffered) !== undefined
}

async function change(
  sql: Sql,
  id: OrganisationId,
  { name, domains, sirets, policy }: Change,
): Promise<void> {
  if (name !== undefined) await renameOrganisation(sql, id, name)
  if (policy) await changePolicy(sql, id, policy)
  if (domains) {
    const kept = [...new Set(domains.map(normaliseDomain))]
    if (!(await replaceDomains(sql, id, kept))) throw new Problem('domain-taken')
  }
  if (sirets && !(await replaceSirets(sql, id, [...new Set(sirets)]))) throw new Problem('siret-taken')
}

/** The policy as it was set, and of the rest only that it changed: the audit holds no words of people. */
function toDetail({ name, domains, sirets, policy }: Change) {
  return {
    ...(name !== undefined && { renamed: true }),
    ...(domains && { domains: domains.length }),
    ...(sirets && { sirets: sirets.length }),
    ...policy,
  }
}
