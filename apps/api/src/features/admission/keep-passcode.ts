import { randomInt } from 'node:crypto'
import type { AuditAction } from '@parvis/contract/audit'
import type { getPasscode, removePasscode, setPasscode } from '@parvis/contract/passcode'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { sealPurpose } from './passcode-seal.ts'
import { keepsDoor } from './policy.ts'

const digits = 6

/** Shows the passcode to an owner or co-host, and notes that it was shown. */
export function readPasscode(context: Pick<Context, 'database' | 'seal'>): Handler<typeof getPasscode> {
  return (exchange) =>
    actInMeeting(context, exchange, async (sql, actor) => {
      refuseOthers(actor)
      const { rows } = await sql.query<{ sealed: string | null; forAll: boolean }>(
        'SELECT "passcodeSealed" AS sealed, "passcodeForAll" AS "forAll" FROM "Meeting" WHERE id = $1',
        [actor.meetingId],
      )
      const { sealed = null, forAll = false } = rows[0] ?? {}
      if (sealed !== null) await auditPasscode(sql, actor, 'passcode.shown')
      return { passcode: sealed === null ? null : context.seal.open(sealPurpose, sealed), forAll }
    })
}

/** Asks a passcode at the door from now on; who is in stays. */
export function keepPasscode(context: Pick<Context, 'database' | 'seal'>): Handler<typeof setPasscode> {
  return (exchange) =>
    actInMeeting(context, exchange, async (sql, actor) => {
      refuseOthers(actor)
      const { forAll, keep, passcode = createPasscode() } = exchange.body
      const kept = keep === true && (await askOthers(sql, actor, forAll))
      if (!kept) await write(sql, actor, { sealed: context.seal.close(sealPurpose, passcode), forAll })
      await auditPasscode(sql, actor, 'passcode.set')
      return { passcode: kept ? null : passcode, forAll }
    })
}

export function dropPasscode(context: Pick<Context, 'database'>): Handler<typeof removePasscode> {
  return (exchange) =>
    actInMeeting(context, exchange, async (sql, actor) => {
      refuseOthers(actor)
      await write(sql, actor, { sealed: null, forAll: false })
      await auditPasscode(sql, actor, 'passcode.removed')
      return undefined
    })
}

function refuseOthers({ role }: Actor): void {
  if (!keepsDoor(role)) throw new Problem('forbidden')
}

function createPasscode(): string {
  return Array.from({ length: digits }, () => randomInt(10)).join('')
}

/** Changes who is asked alone; false when no passcode is asked. */
async function askOthers(sql: Sql, { meetingId }: Actor, forAll: boolean): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE "Meeting" SET "passcodeForAll" = $2 WHERE id = $1 AND "passcodeSealed" IS NOT NULL',
    [meetingId, forAll],
  )
  return rowCount === 1
}

async function write(
  sql: Sql,
  { meetingId }: Actor,
  { sealed, forAll }: { readonly sealed: string | null; readonly forAll: boolean },
): Promise<void> {
  await sql.query('UPDATE "Meeting" SET "passcodeSealed" = $2, "passcodeForAll" = $3 WHERE id = $1', [
    meetingId,
    sealed,
    forAll,
  ])
}

function auditPasscode(sql: Sql, actor: Actor, action: AuditAction): Promise<void> {
  return recordAudit(sql, {
    ...actor.audit,
    action,
    target: `meeting:${actor.slug}`,
    organisationId: actor.organisationId,
  })
}
