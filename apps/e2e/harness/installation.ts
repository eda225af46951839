import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDisposals } from '@parvis/api/platform/disposals'
import { apiFlags } from '@parvis/embedded/applications'
import { startLivekit } from '@parvis/embedded/livekit'
import type { Livekit } from '@parvis/embedded/livekit'
import { freePort } from '@parvis/embedded/ports'
import { startPostgres } from '@parvis/embedded/postgres'
import type { Postgres } from '@parvis/embedded/postgres'
import { startProcess } from '@parvis/embedded/processes'
import type { SupervisedProcess } from '@parvis/embedded/processes'
import { answers } from '@parvis/embedded/readiness'
import { root } from '@parvis/embedded/repository'
import { keepLivekitSecrets } from '@parvis/embedded/secrets'
import type { LivekitSecrets } from '@parvis/embedded/secrets'
import { administrator } from '@parvis/testkit/world'
import { createVisitor } from '@parvis/testkit/visitor'
import type { Visitor } from '@parvis/testkit/visitor'
import { Pool } from 'pg'
import { createLoopbackSfu } from './loopback-sfu.ts'
import { openNetwork } from './network.ts'
import type { Network } from './network.ts'

export { administrator } from '@parvis/testkit/world'

export interface InstallationOptions {
  /** Begin without any account, as after a first `npm start`. */
  readonly empty?: boolean
  /** Put a network between browsers and us, which a test can cut. */
  readonly network?: boolean
  readonly environment?: Readonly<Record<string, string>>
  /** Where it is to be reached; a free one when absent. */
  readonly port?: number
  /** Another build of the API, as a path in the repository. */
  readonly apiScript?: string
}

/** Parvis as people run it: PostgreSQL, LiveKit and the built API with its page, each a process that can be killed. */
export interface Installation extends AsyncDisposable {
  readonly origin: string
  readonly postgres: Postgres
  readonly livekit: Livekit
  readonly secrets: LivekitSecrets
  readonly api: SupervisedProcess
  readonly network: Network | undefined
  /** Lines of the API's log so far. */
  readonly log: readonly string[]
  /** The link that makes the first administrator, while there is no account. */
  setupLink(): string | undefined
  /** Somebody without a browser, for what is not under test. */
  visitor(): Visitor
  administrator(): Promise<Visitor>
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>
}

/** Starts everything on ports and data of its own. The page and the API must have been built. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const disposals = createDisposals()
  try {
    const directory = await mkdtemp(join(tmpdir(), 'parvis-e2e-'))
    disposals.defer(() => rm(directory, { recursive: true, force: true }))
    const secrets = await keepLivekitSecrets(join(directory, 'secrets'))
    const port = options.port ?? (await freePort())
    const network = options.network ? disposals.use(await openNetwork(port)) : undefined
    const [postgres, livekit] = await Promise.all([
      startPostgres({ directory: join(directory, 'postgres'), durable: false }).then((it) =>
        disposals.use(it),
      ),
      startLivekit({
        directory: join(directory, 'livekit'),
        secrets,
        webhookUrl: `http://127.0.0.1:${port}/api/webhooks/livekit`,
        ...(network && { ...network.media, command: await createLoopbackSfu(join(directory, 'livekit')) }),
      }).then((it) => disposals.use(it)),
    ])
    // NOTE a copy, so that a build meanwhile cannot take the page away
    const page = join(directory, 'page')
    await cp(join(root, 'apps/web/dist'), page, { recursive: true })
    const log: string[] = []
    const api = disposals.use(await startApi({ port, postgres, livekit, secrets, log, page, options }))
    const pool = new Pool({ connectionString: postgres.url, max: 2 })
    // NOTE PostgreSQL may be stopped before the pool, which then has nobody to say good-bye to
    pool.on('error', () => undefined)
    disposals.defer(() => pool.end())
    const origin = `http://localhost:${port}`
    return {
      origin,
      postgres,
      livekit,
      secrets,
      api,
      network,
      log,
      setupLink: () => findSetupLink(log),
      visitor: () => createVisitor(origin),
      async administrator() {
        const visitor = createVisitor(origin)
        await visitor.signIn(administrator)
        return visitor
      },
      query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await pool.query<Row>(text, [...values])).rows,
      [Symbol.asyncDispose]: () => disposals[Symbol.asyncDispose](),
    }
  } catch (error) {
    await disposals[Symbol.asyncDispose]()
    throw error
  }
}

interface ApiParts {
  readonly port: number
  readonly postgres: Postgres
  readonly livekit: Livekit
  readonly secrets: LivekitSecrets
  readonly log: string[]
  readonly page: string
  readonly options: InstallationOptions
}

function startApi(parts: ApiParts): Promise<SupervisedProcess> {
  const { port, postgres, livekit, secrets, log, page, options } = parts
  return startProcess({
    name: 'The API',
    command: process.execPath,
    args: [...apiFlags, options.apiScript ?? 'apps/api/dist/main.js'],
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      PARVIS_EMBEDDED: '1',
      DATABASE_URL: postgres.url,
      LIVEKIT_URL: livekit.url,
      LIVEKIT_CLIENT_SECRET: secrets.client,
      LIVEKIT_SERVER_SECRET: secrets.server,
      LIVEKIT_WEBHOOK_SECRET: secrets.webhook,
      PARVIS_SECRET_KEY: randomBytes(32).toString('base64url'),
      METRICS_PORT: '0',
      WEB_ROOT: page,
      // NOTE all people of all journeys come from one address
      RATE_LIMITS: 'off',
      ...(!options.empty && {
        PARVIS_ADMIN_EMAIL: administrator.email,
        PARVIS_ADMIN_PASSWORD: administrator.password,
      }),
      ...options.environment,
    },
    log: (line) => void log.push(line),
    ready: (signal) => answers(`http://127.0.0.1:${port}/readyz`, signal),
  })
}

function findSetupLink(log: readonly string[]): string | undefined {
  const line = log.find((text) => text.includes('"setup-link"'))
  return line && /"url":"([^"]+)"/.exec(line)?.[1]
}
