import { Problem } from '@parvis/contract/problems'
import type {
  createProvisioningToken,
  deleteProvisioningToken,
  getProvisioning,
  updateProvisioning,
} from '@parvis/contract/provisioning'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { createToken, hashToken } from '../../platform/cookies.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { administrationOf } from '../authority/index.ts'
import { followRoles } from './follow-roles.ts'
import { deleteToken, findProvisioning, insertToken, setAdministratorGroup } from './token-store.ts'

type Needs = Pick<Context, 'database'>

export function readProvisioning({ database }: Needs): Handler<typeof getProvisioning> {
  return async ({ caller, params: { organisationId } }) => {
    administrationOf(caller, organisationId)
    const found = await findProvisioning(database.pool, organisationId)
    if (!found) throw new Problem('not-found')
    return found
  }
}

export function changeProvisioning({ database }: Needs): Handler<typeof updateProvisioning> {
  return async ({ caller, params: { organisationId }, body: { administratorGroup } }) => {
    const actor = `user:${administrationOf(caller, organisationId).administrator.id}`
    await inTransaction(database.pool, async (sql) => {
      if (!(await setAdministratorGroup(sql, organisationId, administratorGroup)))
        throw new Problem('not-found')
      await recordAudit(sql, {
        actor,
        organisationId,
        action: 'provisioning.changed',
        target: `organisation:${organisationId}`,
      })
      await followRoles(sql, { actor, organisationId })
    })
  }
}

export function addToken({ database }: Needs): Handler<typeof createProvisioningToken> {
  return async ({ caller, params: { organisationId }, body: { name } }) => {
    const { administrator } = administrationOf(caller, organisationId)
    const token = createToken()
    await inTransaction(database.pool, async (sql) => {
      if (!(await findProvisioning(sql, organisationId))) throw new Problem('not-found')
      const id = await insertToken(sql, organisationId, { name, tokenHash: hashToken(token) })
      if (!id) throw new Problem('too-many-provisioning-tokens')
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        organisationId,
        action: 'provisioning-token.created',
        target: `directory:${id}`,
      })
    })
    return { token }
  }
}

export function withdrawToken({ database }: Needs): Handler<typeof deleteProvisioningToken> {
  return async ({ caller, params: { organisationId, tokenId } }) => {
    const { administrator } = administrationOf(caller, organisationId)
    await inTransaction(database.pool, async (sql) => {
      if (!(await deleteToken(sql, organisationId, tokenId))) throw new Problem('not-found')
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        organisationId,
        action: 'provisioning-token.deleted',
        target: `directory:${tokenId}`,
      })
    })
  }
}
