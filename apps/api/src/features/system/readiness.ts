import { Problem } from '@parvis/contract/problems'
import type { getReadiness } from '@parvis/contract/system'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'

const timeoutMs = 2000

/** Asks everything that a call needs, at once, and names what does not answer within 2 s. */
export function checkReadiness({
  database,
  sfu,
}: Pick<Context, 'database' | 'sfu'>): Handler<typeof getReadiness> {
  const checks = {
    database: () => database.pool.query('SELECT 1'),
    sfu: () => sfu.ping(),
    'sfu-keys': async () => {
      if (!(await sfu.knowsKeys())) throw new Error('the SFU refuses our keys')
    },
  }
  return async () => {
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ({ name, ok: await doesAnswer(check) })),
    )
    const silent = answers.filter(({ ok }) => !ok).map(({ name }) => name)
    // NOTE of an SFU that says nothing nobody knows which keys it has
    const missing = silent.filter((name) => name !== 'sfu-keys' || !silent.includes('sfu'))
    if (missing.length > 0)
      throw new Problem('not-ready', { detail: `not ready: ${missing.join(', ')}`, retryAfterSeconds: 2 })
    return { status: 'ready' }
  }
}

async function doesAnswer(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs)
  })
  try {
    await Promise.race([check(), late])
    return true
  } catch {
    // Why it does not answer stands in its own log; here only that it does not.
    return false
  } finally {
    clearTimeout(timer)
  }
}
