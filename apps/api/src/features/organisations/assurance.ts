import type { Assurance, getAssurance, setAssurance } from '@parvis/contract/organisations'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { SignedIn } from '../../platform/http/session.ts'
import { labelOf, meets } from '../../platform/identity-provider.ts'
import { administrationOf } from '../authority/index.ts'
import { countWeakened, findAssurance, findOwnAssurance, writeAssurance } from './assurance-store.ts'
import { holdOrganisation } from './store.ts'

type Needs = Pick<Context, 'database' | 'identityProviders'>

export function readAssurance(context: Needs): Handler<typeof getAssurance> {
  return async ({ caller, params: { organisationId } }) => {
    const { administrator } = administrationOf(caller, organisationId)
    return show(context, context.database.pool, { administrator, organisationId })
  }
}

/**
 * What an organisation asks of its people's sign-ins from the next request on. Whoever sets it for their own people has
 * to meet it with the very session that they set it from: nobody locks themselves out.
 */
export function changeAssurance(context: Needs): Handler<typeof setAssurance> {
  return ({ caller, params: { organisationId }, body }) => {
    const { administrator } = administrationOf(caller, organisationId)
    return inTransaction(context.database.pool, async (sql) => {
      if (!(await holdOrganisation(sql, organisationId))) throw new Problem('not-found')
      const own = await findOwnAssurance(sql, administrator.sessionId)
      if (concerns(administrator, organisationId) && !meets(body, own)) throw new Problem('assurance-not-met')
      await writeAssurance(sql, organisationId, body)
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'organisation.assurance-set',
        target: `organisation:${organisationId}`,
        organisationId,
        detail: { acr: body.acr.join(' '), amr: body.amr.join(' ') },
      })
      return show(context, sql, { administrator, organisationId })
    })
  }
}

/** A local administrator of the installation is never held to it: they mend a requirement that nobody meets. */
function concerns({ organisationId, platformAdministrator, local }: SignedIn, organisation: string): boolean {
  return organisationId === organisation && !(platformAdministrator && local)
}

async function show(
  { identityProviders }: Pick<Context, 'identityProviders'>,
  sql: Sql,
  of: { readonly administrator: SignedIn; readonly organisationId: string },
): Promise<Assurance> {
  const { administrator, organisationId } = of
  const required = await findAssurance(sql, organisationId)
  if (!required) throw new Problem('not-found')
  const { acr, amr } = await findOwnAssurance(sql, administrator.sessionId)
  return {
    required,
    ...(await countWeakened(sql, organisationId)),
    own: {
      concerned: concerns(administrator, organisationId),
      provider: labelOf(identityProviders, administrator.provider) ?? null,
      acr: acr ?? null,
      amr: [...amr],
    },
  }
}
