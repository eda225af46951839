import type { createApiKey, listApiKeys, revokeApiKey } from '@parvis/contract/api-keys'
import type { AuditAction } from '@parvis/contract/audit'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import { makeKey } from '../../platform/http/api-key.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller } from '../../platform/http/session.ts'
import { administrationOf } from '../authority/index.ts'
import { deleteKey, findKeys, holdOrganisation, insertKey } from './store.ts'

type Needs = Pick<Context, 'database'>

export function readKeys({ database }: Needs): Handler<typeof listApiKeys> {
  return async ({ caller, params: { organisationId } }) => {
    administrationOf(caller, organisationId)
    const keys = await findKeys(database.pool, organisationId)
    if (!keys) throw new Problem('not-found')
    return { keys }
  }
}

export function addKey({ database }: Needs): Handler<typeof createApiKey> {
  return async ({ caller, params: { organisationId }, body }) => {
    const entry = toEntry(caller, organisationId, 'api-key.created')
    const { key, ...kept } = makeKey()
    await inTransaction(database.pool, async (sql) => {
      if (!(await holdOrganisation(sql, organisationId))) throw new Problem('not-found')
      const id = await insertKey(sql, organisationId, { ...body, ...kept })
      if (!id) throw new Problem('too-many-api-keys')
      const detail = { scopes: body.scopes.join(' '), days: body.days }
      await recordAudit(sql, { ...entry, target: `key:${id}`, detail })
    })
    return { key }
  }
}

export function withdrawKey({ database }: Needs): Handler<typeof revokeApiKey> {
  return async ({ caller, params: { organisationId, keyId } }) => {
    const entry = toEntry(caller, organisationId, 'api-key.revoked')
    await inTransaction(database.pool, async (sql) => {
      if (!(await deleteKey(sql, organisationId, keyId))) throw new Problem('not-found')
      await recordAudit(sql, { ...entry, target: `key:${keyId}` })
    })
  }
}

/** @throws Problem as `administrationOf` does. */
function toEntry(caller: Caller, organisationId: string, action: AuditAction) {
  const { administrator } = administrationOf(caller, organisationId)
  return { actor: `user:${administrator.id}`, organisationId, action }
}
