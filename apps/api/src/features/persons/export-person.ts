import type { UserId } from '@parvis/contract/ids'
import type { exportMe, exportPerson } from '@parvis/contract/persons'
import { Problem } from '@parvis/contract/problems'
import type { Response } from 'express'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { StreamHandler } from '../../platform/http/serve.ts'
import { sendFile } from '../../platform/send-file.ts'
import { administrationOf } from '../authority/index.ts'
import { canRulePerson } from './policy.ts'
import type { Ruler } from './policy.ts'
import { collect, holdPerson } from './store.ts'

type Needs = Pick<Context, 'database'>

export function exportOneself(context: Needs): StreamHandler<typeof exportMe> {
  return async ({ caller }, response) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    await send(context, response, { id: caller.id, by: caller, organisationId: caller.organisationId })
  }
}

export function exportSomebody(context: Needs): StreamHandler<typeof exportPerson> {
  return async ({ caller, params }, response) => {
    const { administrator, organisationId } = administrationOf(caller)
    await send(context, response, { id: params.userId, by: administrator, organisationId })
  }
}

interface Asked {
  readonly id: UserId
  readonly by: Ruler
  /** Of which organisation they have to be. */
  readonly organisationId: string | undefined
}

async function send(
  { database }: Needs,
  response: Response,
  { id, by, organisationId }: Asked,
): Promise<void> {
  const tables = await inTransaction(database.pool, async (sql) => {
    const person = await holdPerson(sql, id, organisationId)
    if (!person) throw new Problem('not-found')
    if (!canRulePerson(by, person)) throw new Problem('forbidden')
    await recordAudit(sql, {
      actor: `user:${by.id}`,
      action: 'person.exported',
      target: `user:${id}`,
      organisationId: person.organisationId,
    })
    return collect(sql, person)
  })
  const text = `${JSON.stringify({ exportedAt: new Date().toISOString(), tables }, null, 2)}\n`
  await sendFile(response, {
    name: `parvis-person-${id}.json`,
    type: 'application/json',
    parts: once(text),
  })
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
