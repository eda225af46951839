import { readFileSync } from 'node:fs'
import { localAccounts } from '@parvis/contract/accounts'
import type { LocalAccounts } from '@parvis/contract/accounts'
import { timeZone } from '@parvis/contract/time-zone'
import * as z from 'zod/mini'
import type { MailSettings } from './mail.ts'
import { readIdentityProviders } from './identity-settings.ts'
import type { IdentitySettings } from './identity-settings.ts'

/** The environment, decided: what the process is to do. Secrets are in here; never log it. */
export interface Config {
  readonly host: string
  readonly port: number
  /** The address that people type. Undefined only in the embedded run: then loopback names are accepted. */
  readonly publicUrl: URL | undefined
  /** Everything on this machine without Docker: the API proxies `/rtc*`, and HTTP is allowed. */
  readonly embedded: boolean
  readonly databaseUrl: string
  /** The SFU as the API reaches it. */
  readonly sfu: { readonly url: string; readonly secrets: SfuSecrets }
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  readonly webRoot: string | undefined
  readonly migrationsDirectory: string
  /** How many reverse proxies stand before us and may tell the caller's address. */
  readonly trustedProxies: number
  readonly rateLimits: boolean
  readonly logLevel: string
  readonly administrator: { readonly email: string; readonly password: string } | undefined
  /** People in one meeting at a time. */
  readonly meetingCapacity: number
  /** People without an account who wait for one meeting from one address (a /64 of IPv6). */
  readonly waitingPerAddress: number
  /** Live streams that are open at a time in this process, and of one address (a /64 of IPv6) in all. */
  readonly liveStreams: { readonly most: number; readonly perAddress: number }
  /** From which the keys are made that seal what the database keeps. */
  readonly secretKey: string
  /** Undefined when no mail can be sent. */
  readonly mail: MailSettings | undefined
  /** Whom people may sign in with, in the order of the buttons. */
  readonly identityProviders: readonly IdentitySettings[]
  /** Invitations that one person may have sent in 24 hours. */
  readonly invitationsPerDay: number
  /** Who may sign in with a password of ours. */
  readonly localAccounts: LocalAccounts
  /** Where flaws are reported: a URI, an address of its own policy, and for how many days security.txt holds. */
  readonly securityText: {
    readonly contact: string | undefined
    readonly policy: string | undefined
    readonly validDays: number
  }
  /** IANA names: for days of these time zones the statistics are kept. */
  readonly statisticsTimeZones: readonly string[]
  /** Whether local accounts administer only with a second factor. */
  readonly administratorsNeedSecondFactor: boolean
}

/** One key pair for each use, so that a leak of one opens one door only (security.md, C39). */
export interface SfuSecrets {
  readonly client: string
  readonly server: string
  readonly webhook: string
}

/** The settings that cannot work, each with its name and why. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`Configuration:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce
    .number({ error })
    .check(z.int({ error }), z.minimum(least, { error }), z.maximum(most, { error }))
}
const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` })
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })
const publicAddress = webAddress.check(
  z.refine((value) => !URL.canParse(value) || new URL(value).href === `${new URL(value).origin}/`, {
    error: 'must be a host name with at most a port: the page takes all of it, and works under no path',
  }),
)
// Without a host, which libpq allows, it is a socket of this machine.
const toFullUrl = (databaseUrl: string) => databaseUrl.replace('@/', '@localhost/')
const databaseAddress = z.string({ error: 'is missing' }).check(
  z.refine((value) => /^postgres(ql)?:/.test(value) && URL.canParse(toFullUrl(value)), {
    error: 'must be like postgresql://user:password@host:5432/database, with special characters as %40',
  }),
)
const port = whole(0, 65_535)
const flag = z._default(oneOf(['0', '1']), '0')
const wellKnownSecrets = /^(secret|devkey|changeme|change-me|password|livekit|test|example)+$/i
const secret = z.string({ error: 'is missing' }).check(
  z.minLength(32, { error: 'needs at least 32 characters' }),
  z.refine((value) => !wellKnownSecrets.test(value) && new Set(value).size >= 8, {
    error: 'is a default or too simple',
  }),
)

// `Parvis <parvis@example.org>`, or the address alone.
const mailbox = z
  .pipe(
    z.string().check(
      z.regex(/^(?:[^<>"\p{Cc}]+ <[^<>\s]+>|[^<>\s]+)$/u, {
        error: 'must be like Parvis <parvis@example.org>',
      }),
    ),
    z.transform((text) => {
      const [, name = '', address = text] = /^(.+) <(.+)>$/.exec(text) ?? []
      return { name, address }
    }),
  )
  .check(
    z.refine(({ address }) => z.email().safeParse(address).success, { error: 'holds no e-mail address' }),
  )

// RFC 9116, 2.5.3: a URI. An address alone is one to write to.
const securityContact = z.pipe(
  z.string().check(
    z.regex(/^(?:(?:mailto:)?[!-;=?-~]+@[!-;=?-~]+|https:\/\/[!-;=?-~]+|tel:\+[\d-]+)$/, {
      error: 'must be an e-mail address, or begin with https:// or tel:+',
    }),
  ),
  z.transform((contact) => (/^(?:mailto:|https:|tel:)/.test(contact) ? contact : `mailto:${contact}`)),
)

const timeZones = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(',').map((name) => name.trim())),
  ),
  z.array(timeZone).check(z.maxLength(8, { error: 'must be eight at most' })),
)

const environment = z.object({
  HOST: z._default(z.string(), '127.0.0.1'),
  PORT: z._default(port, 8080),
  PUBLIC_URL: z.optional(publicAddress),
  PARVIS_EMBEDDED: flag,
  DATABASE_URL: databaseAddress,
  LIVEKIT_URL: z._default(webAddress, 'http://127.0.0.1:7880'),
  LIVEKIT_CLIENT_SECRET: secret,
  LIVEKIT_SERVER_SECRET: secret,
  LIVEKIT_WEBHOOK_SECRET: secret,
  METRICS_HOST: z._default(z.string(), '127.0.0.1'),
  METRICS_PORT: z._default(port, 9464),
  WEB_ROOT: z.optional(z.string()),
  MIGRATIONS_DIR: z._default(z.string(), 'prisma/migrations'),
  TRUST_PROXY: z._default(whole(0, 5), 0),
  RATE_LIMITS: z._default(oneOf(['on', 'off']), 'on'),
  LOG_LEVEL: z._default(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
  PARVIS_ADMIN_EMAIL: z.optional(z.email({ error: 'must be an e-mail address' })),
  PARVIS_ADMIN_PASSWORD: z.optional(
    z.string().check(z.minLength(12, { error: 'needs at least 12 characters' })),
  ),
  MEETING_CAPACITY: z._default(whole(1, 10_000), 150),
  WAITING_PER_ADDRESS: z._default(whole(1, 500), 3),
  LIVE_STREAMS: z._default(whole(1, 100_000), 10_000),
  LIVE_STREAMS_PER_ADDRESS: z._default(whole(1, 100_000), 1000),
  PARVIS_SECRET_KEY: secret,
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/, error: 'must be an smtp or smtps address' })),
  MAIL_FROM: z.optional(mailbox),
  IDENTITY_PROVIDERS: z.optional(z.string()),
  INVITATIONS_PER_DAY: z._default(whole(1, 100_000), 200),
  LOCAL_ACCOUNTS: z._default(oneOf(localAccounts.options), 'on'),
  REQUIRE_SECOND_FACTOR: z._default(oneOf(['administrators', 'nobody']), 'nobody'),
  SECURITY_CONTACT: z.optional(securityContact),
  SECURITY_POLICY: z.optional(z.url({ protocol: /^https$/, error: 'must be an https address' })),
  SECURITY_TEXT_DAYS: z._default(whole(1, 365), 180),
  STATISTICS_TIME_ZONES: z._default(timeZones, ['Europe/Paris']),
})

/** Where a database is, for a sentence: `host:port/name`, without account and password. */
export function nameDatabase(databaseUrl: string): string {
  const { host, pathname } = new URL(toFullUrl(databaseUrl))
  return `${host}${pathname}`
}

/** The names of all settings; each may also come from a file, as `<name>_FILE`. */
export const settingNames: readonly string[] = Object.keys(environment.shape)

type Environment = z.output<typeof environment>
/** The settings as they were written, before any is understood. */
type Given = Readonly<Partial<Record<keyof Environment, string>>>

/**
 * Reads the environment once. Every setting may also come from a file, `X_FILE` holding its path.
 * @throws ConfigError with every fault at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const given = withFiles(env, faults)
  const parsed = environment.safeParse(given)
  for (const { path, message } of parsed.error?.issues ?? []) faults.push(`${path.join('.')} ${message}`)
  faults.push(...findContradictions(given))
  const embedded = given.PARVIS_EMBEDDED === '1'
  const identityProviders = readIdentityProviders(given.IDENTITY_PROVIDERS, { embedded, faults })
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return { ...toConfig(parsed.data), identityProviders }
}

/**
 * The one setting that a command on the database needs.
 * @throws ConfigError when it is missing.
 */
export function readDatabaseUrl(env: Readonly<Record<string, string | undefined>>): string {
  const faults: string[] = []
  const url = withFiles(env, faults).DATABASE_URL
  if (!url) throw new ConfigError(faults.length > 0 ? faults : ['DATABASE_URL is missing'])
  return url
}

function withFiles(env: Readonly<Record<string, string | undefined>>, faults: string[]): Given {
  const values: Record<string, string> = {}
  for (const name of settingNames) {
    const file = env[`${name}_FILE`]
    const value = file ? readSecretFile(file, name, faults) : env[name]
    if (value !== undefined && value !== '') values[name] = value
  }
  return values
}

function readSecretFile(file: string, name: string, faults: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    // The reason (missing, unreadable) adds nothing that the path does not say, and must not leak content.
    faults.push(`${name}_FILE names ${file}, which cannot be read`)
    return undefined
  }
}

// Judged on what was written, so that a setting which cannot be understood hides no other fault.
function findContradictions(env: Given): string[] {
  const faults: string[] = []
  const embedded = env.PARVIS_EMBEDDED === '1'
  if (!embedded && !env.PUBLIC_URL) faults.push('PUBLIC_URL is missing: the address that people type')
  if (!embedded && env.PUBLIC_URL?.startsWith('http:'))
    faults.push('PUBLIC_URL must be https: browsers give no camera over http')
  if (!embedded && env.RATE_LIMITS === 'off')
    faults.push('RATE_LIMITS=off is for measuring on one machine only')
  const secrets = [env.LIVEKIT_CLIENT_SECRET, env.LIVEKIT_SERVER_SECRET, env.LIVEKIT_WEBHOOK_SECRET].filter(
    (value) => value !== undefined,
  )
  if (new Set(secrets).size < secrets.length) faults.push('the three LIVEKIT_*_SECRET must differ')
  if (!env.PARVIS_ADMIN_EMAIL !== !env.PARVIS_ADMIN_PASSWORD) {
    faults.push('PARVIS_ADMIN_EMAIL and PARVIS_ADMIN_PASSWORD go together')
  }
  if (!env.SMTP_URL !== !env.MAIL_FROM) faults.push('SMTP_URL and MAIL_FROM go together')
  return faults
}

function toConfig(env: Environment): Omit<Config, 'identityProviders'> {
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : undefined,
    embedded: env.PARVIS_EMBEDDED === '1',
    databaseUrl: env.DATABASE_URL,
    sfu: {
      url: env.LIVEKIT_URL,
      secrets: {
        client: env.LIVEKIT_CLIENT_SECRET,
        server: env.LIVEKIT_SERVER_SECRET,
        webhook: env.LIVEKIT_WEBHOOK_SECRET,
      },
    },
    metrics: env.METRICS_PORT === 0 ? undefined : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    webRoot: env.WEB_ROOT,
    migrationsDirectory: env.MIGRATIONS_DIR,
    trustedProxies: env.TRUST_PROXY,
    rateLimits: env.RATE_LIMITS === 'on',
    logLevel: env.LOG_LEVEL,
    administrator:
      env.PARVIS_ADMIN_EMAIL && env.PARVIS_ADMIN_PASSWORD
        ? { email: env.PARVIS_ADMIN_EMAIL.toLowerCase(), password: env.PARVIS_ADMIN_PASSWORD }
        : undefined,
    meetingCapacity: env.MEETING_CAPACITY,
    waitingPerAddress: env.WAITING_PER_ADDRESS,
    liveStreams: { most: env.LIVE_STREAMS, perAddress: env.LIVE_STREAMS_PER_ADDRESS },
    secretKey: env.PARVIS_SECRET_KEY,
    localAccounts: env.LOCAL_ACCOUNTS,
    administratorsNeedSecondFactor: env.REQUIRE_SECOND_FACTOR === 'administrators',
    mail: env.SMTP_URL && env.MAIL_FROM ? { url: new URL(env.SMTP_URL), from: env.MAIL_FROM } : undefined,
    invitationsPerDay: env.INVITATIONS_PER_DAY,
    statisticsTimeZones: [...new Set(env.STATISTICS_TIME_ZONES)],
    securityText: {
      contact: env.SECURITY_CONTACT,
      policy: env.SECURITY_POLICY,
      validDays: env.SECURITY_TEXT_DAYS,
    },
  }
}
