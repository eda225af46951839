import type { AuditAction } from '@parvis/contract/audit'
import { Problem } from '@parvis/contract/problems'
import type {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
} from '@parvis/contract/second-factor'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { hashToken } from '../../platform/cookies.ts'
import { inTransaction } from '../../platform/database.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller, SignedIn } from '../../platform/http/session.ts'
import { createPasswordProof } from '../own-account/index.ts'
import { createSecondFactorCheck, keyPurpose } from './check.ts'
import { createKey, createRecoveryCodes, findCounter, normaliseCode, toAddress } from './codes.ts'
import { confirmFactor, findFactor, proposeKey, removeFactor, takeCounter } from './store.ts'

type Needs = Pick<Context, 'config' | 'database' | 'seal' | 'limiter'>

export function readSecondFactor({ config, database }: Needs): Handler<typeof getSecondFactor> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const factor = caller.local ? await findFactor(database.pool, caller.id) : undefined
    return {
      offered: caller.local,
      enabled: factor?.confirmed ?? false,
      required: caller.local && isRequired(config, caller),
      recoveryCodesLeft: factor?.recoveryCodesLeft ?? 0,
    }
  }
}

/** Proposes a key; asks for the password, so that a browser left open cannot lock its owner out. */
export function proposeSecondFactor(context: Needs): Handler<typeof beginSecondFactor> {
  const provePassword = createPasswordProof(context)
  return async ({ caller, body }) => {
    const person = localPerson(caller)
    await provePassword(person, body.password)
    const key = createKey()
    const sealed = context.seal.close(keyPurpose, key)
    if (!(await proposeKey(context.database.pool, person.id, sealed))) throw new Problem('forbidden')
    return { key, address: toAddress(key, person.email) }
  }
}

export function enableSecondFactor(context: Needs): Handler<typeof confirmSecondFactor> {
  const { database, seal } = context
  const spendForAccount = context.limiter('second-factor-confirm', perMinuteOfAll(10))
  return async ({ caller, body }) => {
    const person = localPerson(caller)
    await spendForAccount(person.id)
    const recoveryCodes = createRecoveryCodes()
    await inTransaction(database.pool, async (sql) => {
      const factor = await findFactor(sql, person.id)
      if (!factor || factor.confirmed) throw new Problem('forbidden')
      const code = body.code.replaceAll(' ', '')
      const counter = findCounter(seal.open(keyPurpose, factor.sealedKey), code, Date.now())
      if (counter === undefined || !(await takeCounter(sql, person.id, counter)))
        throw new Problem('wrong-code')
      await confirmFactor(
        sql,
        person.id,
        recoveryCodes.map((recoveryCode) => hashToken(normaliseCode(recoveryCode))),
      )
      await recordAudit(sql, entryOf(person, 'second-factor.enabled'))
    })
    return { recoveryCodes: [...recoveryCodes] }
  }
}

/** A password that leaked must not be enough to be rid of it: it takes a code as well. */
export function disableSecondFactor(context: Needs): Handler<typeof removeSecondFactor> {
  const provePassword = createPasswordProof(context)
  const provideSecondFactor = createSecondFactorCheck(context)
  return async ({ caller, body }) => {
    const person = localPerson(caller)
    await provePassword(person, body.password)
    await provideSecondFactor(person, body.code)
    if (await removeFactor(context.database.pool, person.id))
      await recordAudit(context.database.pool, entryOf(person, 'second-factor.disabled'))
    return undefined
  }
}

function isRequired(config: Context['config'], person: SignedIn): boolean {
  const administers = person.platformAdministrator || person.role === 'administrator'
  return config.administratorsNeedSecondFactor && (administers || person.secondFactorMissing === true)
}

/** @throws Problem `forbidden` for people of an identity provider: their second factor is asked for there. */
function localPerson(caller: Caller): SignedIn {
  if (caller.kind !== 'user') throw new Problem('sign-in-required')
  if (!caller.local) throw new Problem('forbidden')
  return caller
}

function entryOf({ id, organisationId }: SignedIn, action: AuditAction) {
  return { actor: `user:${id}`, organisationId, action }
}
