import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { hashToken } from '../../platform/cookies.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import { findCounter, normaliseCode } from './codes.ts'
import { findFactor, spendRecoveryCode, takeCounter } from './store.ts'

/** What the keys in the database are sealed for. */
export const keyPurpose = 'second-factor'

interface Claimant {
  readonly id: string
  readonly organisationId: string
}

/**
 * Asks for the second factor of those who have one. Call it only once the password was right.
 * The function that it gives tells whether they have one; it throws Problem `second-factor-needed` without a code, `wrong-code` for a wrong one and for
 * one that was taken before, `too-many-requests` after five codes in a minute or twenty in an hour.
 */
export function createSecondFactorCheck(
  context: Pick<Context, 'database' | 'seal' | 'limiter'>,
): (claimant: Claimant, code: string | undefined) => Promise<boolean> {
  const { pool } = context.database
  const spendForAccount = context.limiter('second-factor', perMinuteOfAll(5))
  // Three codes of a million are good at any time: who has the password finds one in two years.
  const spendOfHour = context.limiter('second-factor-hour', { points: 20, seconds: 3600, shared: true })
  return async ({ id, organisationId }, code) => {
    const factor = await findFactor(pool, id)
    if (!factor?.confirmed) return false
    if (code === undefined) throw new Problem('second-factor-needed')
    await spendForAccount(id)
    await spendOfHour(id)
    const key = context.seal.open(keyPurpose, factor.sealedKey)
    const counter = findCounter(key, code.replaceAll(' ', ''), Date.now())
    if (counter !== undefined && (await takeCounter(pool, id, counter))) return true
    const entry = { actor: `user:${id}`, organisationId }
    if (await spendRecoveryCode(pool, id, hashToken(normaliseCode(code)))) {
      await recordAudit(pool, { ...entry, action: 'second-factor.recovered' })
      return true
    }
    await recordAudit(pool, {
      actor: 'system',
      organisationId,
      action: 'second-factor.refused',
      target: `user:${id}`,
    })
    throw new Problem('wrong-code')
  }
}
