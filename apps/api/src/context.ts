import type { Config } from './platform/config.ts'
import { createDatabase } from './platform/database.ts'
import type { Database } from './platform/database.ts'
import { createKeys } from './platform/http/api-key.ts'
import { createLimits } from './platform/http/rate-limit.ts'
import type { HttpServices } from './platform/http/serve.ts'
import { createSessions } from './platform/http/session.ts'
import { createIdentityProvider } from './platform/identity-provider.ts'
import type { IdentityProvider } from './platform/identity-provider.ts'
import { createLive } from './platform/live.ts'
import type { Live } from './platform/live.ts'
import type { Log } from './platform/log.ts'
import { createMailer } from './platform/mail.ts'
import type { Mailer } from './platform/mail.ts'
import { createMetrics } from './platform/metrics.ts'
import { createSeal } from './platform/seal.ts'
import type { Seal } from './platform/seal.ts'
import { createSfu } from './platform/sfu.ts'
import type { Sfu } from './platform/sfu.ts'

/** Everything that a handler may need; handlers take a `Pick` of it. */
export interface Context extends HttpServices, AsyncDisposable {
  readonly database: Database
  readonly sfu: Sfu
  readonly live: Live
  readonly seal: Seal
  readonly mailer: Mailer
  readonly identityProviders: readonly IdentityProvider[]
}

/** Constructs everything, once. `overrides` is for tests that stand between us and a dependency. */
export function createContext(
  config: Config,
  log: Log,
  overrides: Partial<Pick<Context, 'sfu'>> = {},
): Context {
  const database = createDatabase(config.databaseUrl)
  const seal = createSeal(config.secretKey)
  const metrics = createMetrics()
  const limits = createLimits({
    enabled: config.rateLimits,
    pool: database.pool,
    onRefused: (limit) => metrics.refusals.inc({ limit }),
  })
  const live = createLive({ sql: database.pool, url: config.databaseUrl, log })
  return {
    config,
    log,
    database,
    live,
    seal,
    mailer: createMailer({ config, seal }),
    identityProviders: config.identityProviders.map((settings) =>
      createIdentityProvider(settings, config.embedded),
    ),
    sfu: overrides.sfu ?? createSfu(config.sfu),
    sessions: createSessions(database.pool, {
      secure: config.publicUrl?.protocol === 'https:',
      administratorsNeedSecondFactor: config.administratorsNeedSecondFactor,
    }),
    keys: createKeys(database.pool, limits),
    metrics,
    limits,
    limiter: (name, limit) => limits.limiter(name, limit),
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
