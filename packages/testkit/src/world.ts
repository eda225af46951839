import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@parvis/api/platform/config'
import { cookieName } from '@parvis/api/platform/cookies'
import { makeKey } from '@parvis/api/platform/http/api-key'
import { createDisposals } from '@parvis/api/platform/disposals'
import { createLog } from '@parvis/api/platform/log'
import { serveApi } from '@parvis/api/serve'
import type { RunningApi } from '@parvis/api/serve'
import type { OrganisationId } from '@parvis/contract/ids'
import type { KeyScope } from '@parvis/contract/key-scopes'
import type { UserRole } from '@parvis/contract/session'
import { startLivekit } from '@parvis/embedded/livekit'
import type { Livekit } from '@parvis/embedded/livekit'
import { freePort } from '@parvis/embedded/ports'
import { createDatabase } from '@parvis/embedded/postgres'
import { keepLivekitSecrets, keepSecret } from '@parvis/embedded/secrets'
import { createVisitor } from './visitor.ts'
import type { Visitor } from './visitor.ts'
import { administrator, migrations } from './world-template.ts'

export { administrator } from './world-template.ts'

export interface WorldOptions {
  /** A PostgreSQL server, as its superuser. The world makes its own database in it. */
  readonly postgresUrl: string
  /** A database in it, which is furnished already: a copy of it spares each world what every first start does. */
  readonly template?: string
  /** Start a real SFU, whose webhooks reach the API. Without it the API finds none. */
  readonly sfu?: boolean
  /** Settings beside those of an embedded run. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A disposable installation: a database of its own, the API in this process, and, when asked for, an SFU. */
export interface World extends AsyncDisposable {
  readonly origin: string
  readonly api: RunningApi
  readonly environment: Readonly<Record<string, string>>
  readonly livekit: Livekit | undefined
  /** All lines of the API's log so far. */
  readonly log: readonly string[]
  /** Another API process on the same database and SFU, with settings of its own; by default on a free port. */
  startApi(environment?: Readonly<Record<string, string>>): Promise<RunningApi>
  /** Somebody without an account, on a browser of their own. */
  guest(): Visitor
  /** The administrator, signed in on a browser of their own. */
  administrator(): Promise<Visitor>
  /** Somebody with an account of their own, signed in without having typed the password; a member unless said otherwise. */
  member(name: string, account?: AccountOptions): Promise<Visitor>
  /** A program with an API key for a day, by default of the administrator's organisation. */
  program(scopes: readonly KeyScope[], organisationId?: OrganisationId): Promise<Visitor>
  /** Another organisation; returns its id. */
  organisation(name: string): Promise<OrganisationId>
}

export interface AccountOptions {
  /** By default the administrator's. */
  readonly organisationId?: OrganisationId
  readonly role?: UserRole
  readonly platformAdministrator?: boolean
}

/** Starts the world; closes what was opened when a later part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const disposals = createDisposals()
  try {
    const directory = await mkdtemp(join(tmpdir(), 'parvis-world-'))
    disposals.defer(() => rm(directory, { recursive: true, force: true }))
    const database = disposals.use(
      await createDatabase(options.postgresUrl, `world_${randomBytes(6).toString('hex')}`, options.template),
    )
    const secrets = await keepLivekitSecrets(directory)
    const port = Number(options.environment?.PORT ?? (await freePort()))
    const webhookUrl = `http://127.0.0.1:${port}/api/webhooks/livekit`
    const livekit = options.sfu
      ? disposals.use(await startLivekit({ directory, secrets, webhookUrl }))
      : undefined
    const environment = {
      PORT: String(port),
      PARVIS_EMBEDDED: '1',
      DATABASE_URL: database.url,
      LIVEKIT_URL: livekit?.url ?? 'http://127.0.0.1:9',
      LIVEKIT_CLIENT_SECRET: secrets.client,
      LIVEKIT_SERVER_SECRET: secrets.server,
      LIVEKIT_WEBHOOK_SECRET: secrets.webhook,
      PARVIS_SECRET_KEY: await keepSecret(directory, 'secret-key'),
      METRICS_PORT: '0',
      LOG_LEVEL: 'debug',
      MIGRATIONS_DIR: migrations,
      PARVIS_ADMIN_EMAIL: administrator.email,
      PARVIS_ADMIN_PASSWORD: administrator.password,
      ...options.environment,
    }
    const log: string[] = []
    const startApi = (own: Readonly<Record<string, string>> = {}): Promise<RunningApi> => {
      const config = readConfig({ ...environment, PORT: '0', ...own })
      return serveApi(config, createLog(config.logLevel, { write: (line) => void log.push(line) }))
    }
    const api = disposals.use(await startApi({ PORT: environment.PORT }))
    return {
      ...visitorsOf(api),
      api,
      environment,
      livekit,
      log,
      startApi,
      [Symbol.asyncDispose]: () => disposals[Symbol.asyncDispose](),
    }
  } catch (error) {
    await disposals[Symbol.asyncDispose]()
    throw error
  }
}

function visitorsOf(
  api: RunningApi,
): Pick<World, 'origin' | 'guest' | 'administrator' | 'member' | 'program' | 'organisation'> {
  const origin = `http://localhost:${api.port}`
  const session = cookieName('session', api.context.config.publicUrl?.protocol === 'https:')
  const enter = (token: string): Visitor => {
    const visitor = createVisitor(origin)
    visitor.cookies.set(session, token)
    return visitor
  }
  return {
    origin,
    guest: () => createVisitor(origin),
    async administrator() {
      const { database, sessions } = api.context
      const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM "User" WHERE email = $1', [
        administrator.email,
      ])
      return enter(await sessions.open(onlyOne(rows).id))
    },
    async member(name, account) {
      return enter(await openAccount(api.context, name, account))
    },
    async program(scopes, organisationId) {
      const { key, start, keyHash } = makeKey()
      await api.context.database.pool.query(
        `INSERT INTO "ApiKey" (id, "organisationId", name, start, "keyHash", scopes, "expiresAt")
         SELECT gen_random_uuid(), id, 'Program', $2, $3, $4, now() + interval '1 day' FROM "Organisation"
         WHERE $1::uuid IS NULL OR id = $1 ORDER BY "createdAt" LIMIT 1`,
        [organisationId ?? null, start, keyHash, scopes],
      )
      return createVisitor(origin, key)
    },
    async organisation(name) {
      const { rows } = await api.context.database.pool.query<{ id: OrganisationId }>(
        'INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), $1) RETURNING id',
        [name],
      )
      return onlyOne(rows).id
    },
  }
}

/** Makes an account without password and a session of it; returns the session's token. */
async function openAccount(
  { database, sessions }: RunningApi['context'],
  name: string,
  { organisationId, role = 'member', platformAdministrator = false }: AccountOptions = {},
): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO "User" (id, "organisationId", email, name, role, "platformAdministrator")
     SELECT gen_random_uuid(), id, gen_random_uuid() || '@example.org', $1, $3::"UserRole", $4 FROM "Organisation"
     WHERE $2::uuid IS NULL OR id = $2 ORDER BY "createdAt" LIMIT 1 RETURNING id`,
    [name, organisationId ?? null, role, platformAdministrator],
  )
  return sessions.open(onlyOne(rows).id)
}

function onlyOne<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new Error('not found: was the world started without an administrator?')
  return row
}
