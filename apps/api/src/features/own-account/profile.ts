import type { changePassword, renameMe } from '@parvis/contract/own-account'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller, SignedIn } from '../../platform/http/session.ts'
import { languageOf } from '../../platform/languages.ts'
import { hashPassword, verifyPassword } from '../../platform/password.ts'
import { writePasswordChanged } from './mails.ts'
import { endSessionsBut, findPasswordHash, setName, setPasswordHash } from './store.ts'

/**
 * Asks for the password once more, before what somebody at a browser left open must not do.
 * The function that it gives throws Problem `wrong-password`, and `too-many-requests` after five in a minute.
 */
export function createPasswordProof({
  database,
  limiter,
}: Pick<Context, 'database' | 'limiter'>): (person: SignedIn, password: string) => Promise<void> {
  const spendForAccount = limiter('password-proof', perMinuteOfAll(5))
  return async ({ id }, password) => {
    await spendForAccount(id)
    const stored = await findPasswordHash(database.pool, id)
    if (!(await verifyPassword(password, stored))) throw new Problem('wrong-password')
  }
}

export function rename({ database }: Pick<Context, 'database'>): Handler<typeof renameMe> {
  return async ({ caller, body }) => {
    const { id, email, role, platformAdministrator, ...person } = localPerson(caller)
    await inTransaction(database.pool, async (sql) => {
      await setName(sql, id, body.name)
      await recordAudit(sql, {
        actor: `user:${id}`,
        action: 'account.renamed',
        organisationId: person.organisationId,
      })
    })
    return {
      id,
      name: body.name,
      email,
      role,
      platformAdministrator,
      ...(person.secondFactorMissing && { secondFactorMissing: true as const }),
    }
  }
}

/** Changes the password, ends every other session and, where mails can be sent, tells the person. */
export function replacePassword(
  context: Pick<Context, 'database' | 'limiter' | 'mailer'>,
): Handler<typeof changePassword> {
  const { database, mailer } = context
  const provePassword = createPasswordProof(context)
  return async ({ caller, body, request }) => {
    const person = localPerson(caller)
    await provePassword(person, body.current)
    const passwordHash = await hashPassword(body.password)
    await inTransaction(database.pool, async (sql) => {
      await setPasswordHash(sql, person.id, passwordHash)
      const sessions = await endSessionsBut(sql, person.id, person.sessionId)
      const { id, organisationId } = person
      await recordAudit(sql, {
        actor: `user:${id}`,
        action: 'password.changed',
        organisationId,
        detail: { sessions },
      })
      if (mailer.offered)
        await mailer.queueMail(sql, { to: person.email, ...writePasswordChanged(languageOf(request)) })
    })
    return undefined
  }
}

/** @throws Problem `forbidden` for people of an identity provider: name and password are kept there. */
function localPerson(caller: Caller): SignedIn {
  if (caller.kind !== 'user') throw new Problem('sign-in-required')
  if (!caller.local) throw new Problem('forbidden')
  return caller
}
