import type { AuditAction } from '@parvis/contract/audit'
import type { RoleId } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { changeRole, grantRole, revokeRole, transferMeeting } from '@parvis/contract/roles'
import type { BodyOf } from '@parvis/contract/route'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { canChangeRole, canGrant, canRevoke } from './policy.ts'
import { sealFor } from './seal-roles.ts'
import {
  countEntries,
  countOtherOwners,
  deleteRole,
  findEntry,
  findProven,
  insertByAddress,
  setRole,
} from './store.ts'
import type { KnownEntry } from './store.ts'
import { takeEffect, tellSfu } from './take-effect.ts'
import type { Regranted } from './take-effect.ts'

type Needs = Pick<Context, 'database' | 'sfu' | 'log'>

/** How many people have a role in one meeting at most; everybody else needs none to take part. */
const mostEntries = 500

/** Gives a role to an address. The answer, and what the list shows, are the same whether an account has it or not. */
export function giveRole(context: Needs): Handler<typeof grantRole> {
  return async (exchange) => {
    await tellSfu(
      context,
      await actInMeeting(context, exchange, (sql, actor) => grant(sql, actor, exchange.body)),
    )
    return undefined
  }
}

async function grant(
  sql: PoolClient,
  actor: Actor,
  { email, role }: BodyOf<typeof grantRole>,
): Promise<readonly Regranted[]> {
  const { meetingId, organisationId } = actor
  if (!canGrant(actor.role, role)) throw new Problem('forbidden')
  const existing = await findEntry(sql, meetingId, { email })
  if (existing) {
    if (!canGrant(actor.role, existing.role) || existing.role === 'owner') throw new Problem('forbidden')
    return turn(sql, actor, { entry: existing, to: role })
  }
  if ((await countEntries(sql, meetingId)) >= mostEntries) throw new Problem('too-many-roles')
  const id = await insertByAddress(sql, { meetingId, email, role })
  await auditRole(sql, actor, { action: 'role.granted', id, role })
  const userId = await findProven(sql, { email, organisationId })
  if (userId === undefined) return []
  const sealed = await sealFor(sql, { id: userId, email }, id)
  return sealed.length > 0 ? takeEffect(sql, actor, { userId, from: null, to: role }) : []
}

/** Changes somebody's role, the caller's own included. */
export function turnRole(context: Needs): Handler<typeof changeRole> {
  return async (exchange) => {
    const { params, body } = exchange
    const work = async (sql: PoolClient, actor: Actor): Promise<readonly Regranted[]> => {
      const entry = await entryOf(sql, actor, params.roleId)
      const own = isOwn(actor, entry)
      // Who acts for an owner gives no ownership away.
      if (body.role === 'owner' && actor.audit.actingFor) throw new Problem('forbidden')
      if (!canChangeRole(actor.role, { from: entry.role, to: body.role, own, known: entry.known }))
        throw new Problem('forbidden')
      return turn(sql, actor, { entry, to: body.role })
    }
    await tellSfu(context, await actInMeeting(context, exchange, work))
    return undefined
  }
}

/** Makes another one owner and the caller co-host: there is no moment without an owner. */
export function handOver(context: Needs): Handler<typeof transferMeeting> {
  return async (exchange) => {
    const work = async (sql: PoolClient, actor: Actor): Promise<readonly Regranted[]> => {
      if (actor.role !== 'owner' || actor.userId === undefined || actor.audit.actingFor)
        throw new Problem('forbidden')
      const heir = await entryOf(sql, actor, exchange.body.to)
      if (!heir.known || isOwn(actor, heir)) throw new Problem('forbidden')
      const self = await findEntry(sql, actor.meetingId, { userId: actor.userId })
      if (!self) throw new Problem('role-not-found')
      const risen = await turn(sql, actor, { entry: heir, to: 'owner' })
      return [...risen, ...(await turn(sql, actor, { entry: self, to: 'cohost' }))]
    }
    await tellSfu(context, await actInMeeting(context, exchange, work))
    return undefined
  }
}

/** Takes a role away, or gives up one's own. */
export function takeRole(context: Needs): Handler<typeof revokeRole> {
  return async (exchange) => {
    const work = async (sql: PoolClient, actor: Actor): Promise<readonly Regranted[]> => {
      const entry = await entryOf(sql, actor, exchange.params.roleId)
      if (!canRevoke(actor.role, { from: entry.role, own: isOwn(actor, entry) }))
        throw new Problem('forbidden')
      return turn(sql, actor, { entry, to: null })
    }
    await tellSfu(context, await actInMeeting(context, exchange, work))
    return undefined
  }
}

/** @throws Problem `forbidden` for who may not know the list, `role-not-found` for what is not in it. */
async function entryOf(sql: PoolClient, actor: Actor, id: RoleId | 'own'): Promise<KnownEntry> {
  if (!actor.role || actor.userId === undefined) throw new Problem('forbidden')
  const entry = await findEntry(sql, actor.meetingId, id === 'own' ? { userId: actor.userId } : { id })
  if (!entry) throw new Problem(actor.role === 'member' ? 'forbidden' : 'role-not-found')
  return entry
}

/** The one way in which an entry becomes another or goes. @throws Problem `last-owner`. */
async function turn(
  sql: PoolClient,
  actor: Actor,
  { entry, to }: { readonly entry: KnownEntry; readonly to: MeetingRole | null },
): Promise<readonly Regranted[]> {
  const { id, role: from, userId } = entry
  if (from === to) return []
  if (from === 'owner' && (await countOtherOwners(sql, actor.meetingId, id)) === 0)
    throw new Problem('last-owner')
  if (to) await setRole(sql, id, to)
  else await deleteRole(sql, id)
  await auditRole(sql, actor, { action: to ? 'role.changed' : 'role.revoked', id, role: to ?? from })
  return takeEffect(sql, actor, { userId, from, to })
}

function isOwn(actor: Actor, { userId }: KnownEntry): boolean {
  return userId !== null && userId === actor.userId
}

function auditRole(
  sql: PoolClient,
  actor: Actor,
  { action, id, role }: { readonly action: AuditAction; readonly id: RoleId; readonly role: MeetingRole },
): Promise<void> {
  return recordAudit(sql, {
    ...actor.audit,
    action,
    target: `meeting:${actor.slug}`,
    organisationId: actor.organisationId,
    detail: { entry: id, role },
  })
}
