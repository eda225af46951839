import type { OrganisationId } from '@parvis/contract/ids'
import type {
  createOrganisation,
  deleteOrganisation,
  getOrganisation,
  listOrganisations,
  Organisation,
} from '@parvis/contract/organisations'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { toPage, toPageWanted } from '../../platform/paging.ts'
import { administrationOf, requirePlatformAdministrator } from '../authority/index.ts'
import {
  deleteEmpty,
  findOrganisation,
  findOrganisations,
  holdOrganisation,
  insertOrganisation,
} from './store.ts'

type Needs = Pick<Context, 'database'>

export function listAdministered({ database }: Needs): Handler<typeof listOrganisations> {
  return async ({ caller, query }) => {
    const { organisationId } = administrationOf(caller)
    const wanted = toPageWanted(query)
    const rows = await findOrganisations(database.pool, wanted, organisationId)
    return toPage(rows, wanted.limit, ({ id, name, domains }) => ({ id, name, domains }))
  }
}

export function readOrganisation({ database }: Needs): Handler<typeof getOrganisation> {
  return async ({ caller, params }) => {
    administrationOf(caller, params.organisationId)
    return existing(database.pool, params.organisationId)
  }
}

export function addOrganisation({ database }: Needs): Handler<typeof createOrganisation> {
  return ({ caller, body }) => {
    const administrator = requirePlatformAdministrator(caller)
    return inTransaction(database.pool, async (sql) => {
      const id = await insertOrganisation(sql, body.name)
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'organisation.created',
        target: `organisation:${id}`,
        organisationId: id,
      })
      return existing(sql, id)
    })
  }
}

export function removeOrganisation({ database }: Needs): Handler<typeof deleteOrganisation> {
  return ({ caller, params: { organisationId } }) => {
    const administrator = requirePlatformAdministrator(caller)
    return inTransaction(database.pool, async (sql) => {
      if (!(await holdOrganisation(sql, organisationId))) throw new Problem('not-found')
      if (!(await deleteEmpty(sql, organisationId))) throw new Problem('organisation-not-empty')
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'organisation.deleted',
        target: `organisation:${organisationId}`,
        organisationId,
      })
      return undefined
    })
  }
}

/** @throws Problem `not-found` */
export async function existing(sql: Sql, id: OrganisationId): Promise<Organisation> {
  const found = await findOrganisation(sql, id)
  if (!found) throw new Problem('not-found')
  return found
}
