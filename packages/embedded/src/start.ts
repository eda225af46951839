import { join } from 'node:path'
import { startApi, startPage } from './applications.ts'
import { buildChanged, generateWhenChanged } from './build.ts'
import { findLivekit, startLivekit } from './livekit.ts'
import { explainFailure } from './explain-failure.ts'
import { toLocalUrl, toPageUrl } from './local-url.ts'
import { createLogs } from './logs.ts'
import { createOpenings, type Openings } from './openings.ts'
import { claimPort, freePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import type { Log } from './processes.ts'
import { root } from './repository.ts'
import { keepLivekitSecrets, keepSecret, type LivekitSecrets } from './secrets.ts'
import { readSettings, type Settings } from './settings.ts'
import { createSteps, type Steps } from './steps.ts'

/** `npm start` and, with `--dev`, `npm run dev`: everything on this machine until Ctrl-C. */
export async function start(argv: readonly string[]): Promise<void> {
  const openings = createOpenings()
  const isStopping = stopOnSignal(openings)
  try {
    // NOTE one write: whoever waits for the first line has the second one too
    console.log((await startAll(argv.includes('--dev'), openings)).join('\n'))
  } catch (error) {
    // NOTE a start that Ctrl-C cut short fails because its parts end
    if (isStopping()) return
    await openings[Symbol.asyncDispose]()
    console.error(`\n${explainFailure(error)}`)
    process.exit(1)
  }
}

function toSetupLine(url: string): string {
  return `First administrator: ${url}`
}

interface World {
  readonly settings: Settings
  readonly secrets: LivekitSecrets
  /** Seals what the database keeps. */
  readonly secretKey: string
  readonly openings: Openings
  readonly steps: Steps
  readonly log: (name: string) => Log
  readonly ports: { readonly page: number; readonly api: number; readonly metrics: number }
  readonly apiHost: string
  /** At which LiveKit and we reach the API. */
  readonly apiUrl: string
}

/** Returns the lines that say where it serves. */
async function startAll(isDev: boolean, openings: Openings): Promise<readonly string[]> {
  // NOTE counted from the start of the process, so that loading this file is in the printed time
  const steps = createSteps(0)
  const settings = readSettings(process.env)
  const { port: page } = await openings.open(claimPort('PORT', settings.port, 8080))
  const { port: metrics } = await openings.open(claimPort('METRICS_PORT', settings.metricsPort, 9464))
  const ports = { page, api: isDev ? await freePort() : page, metrics }
  const apiHost = isDev ? '127.0.0.1' : settings.host
  const world: World = {
    settings,
    openings,
    steps,
    ports,
    apiHost,
    apiUrl: toLocalUrl(apiHost, ports.api),
    log: await createLogs(join(settings.directory, 'logs')),
    secrets: await keepLivekitSecrets(join(settings.directory, 'secrets')),
    secretKey: await keepSecret(join(settings.directory, 'secrets'), 'secret-key'),
  }
  const address = settings.publicUrl ?? toPageUrl(settings.host, page)
  const [databaseUrl, livekitUrl] = await allSettled(openings, [
    findDatabase(world),
    findSfu(world),
    isDev ? generateWhenChanged() : steps.run('page and API, built when changed', buildChanged),
  ])
  openings.givenUp.throwIfAborted()
  const setupLink = await serve(world, { databaseUrl, livekitUrl, address, isDev })
  const lines = [`Ready in ${steps.seconds()}: ${address}`]
  return setupLink === undefined ? lines : [...lines, toSetupLine(setupLink)]
}

async function findDatabase({ settings, openings, steps, log }: World): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl
  const directory = join(settings.directory, 'postgres')
  const starting = steps.run('PostgreSQL', () =>
    startPostgres({ directory, log: log('postgres'), keepAlive: true, giveUp: openings.givenUp }),
  )
  return (await openings.open(starting)).url
}

async function findSfu({ settings, secrets, openings, steps, log, apiUrl }: World): Promise<string> {
  if (settings.livekitUrl !== undefined) return settings.livekitUrl
  const write = log('livekit')
  const starting = steps.run('LiveKit', async () =>
    startLivekit({
      directory: join(settings.directory, 'livekit'),
      command: await findLivekit({ log: (line) => steps.note(line), giveUp: openings.givenUp }),
      secrets,
      webhookUrl: `${apiUrl}/api/webhooks/livekit`,
      nodeIp: settings.mediaAddress,
      log: write,
      keepAlive: true,
      giveUp: openings.givenUp,
    }),
  )
  return (await openings.open(starting)).url
}

interface Found {
  readonly databaseUrl: string
  readonly livekitUrl: string
  readonly address: string
  readonly isDev: boolean
}

/** Returns the address at which the first administrator is made, when there is no account. */
async function serve(world: World, found: Found): Promise<string | undefined> {
  const { settings, openings, steps, log, ports } = world
  let setupLink: string | undefined
  let isServing = false
  const api = steps.run('API', () =>
    startApi({
      env: toApiEnvironment(world, found),
      url: world.apiUrl,
      isDev: found.isDev,
      log: log('api'),
      giveUp: openings.givenUp,
      onSetupLink: (url) => {
        setupLink = url
        // NOTE when it comes back after a crash it makes a new link, and the first one no longer works
        if (isServing) console.log(toSetupLine(url))
      },
    }),
  )
  await openings.open(api)
  if (found.isDev) {
    const { host } = settings
    const { givenUp } = openings
    givenUp.throwIfAborted()
    const page = steps.run('page', () =>
      startPage({ port: ports.page, host, apiPort: ports.api, log: log('page'), giveUp: givenUp }),
    )
    await openings.open(page)
  }
  isServing = true
  return setupLink
}

function toApiEnvironment(
  { settings, secrets, secretKey, ports, apiHost }: World,
  found: Found,
): NodeJS.ProcessEnv {
  const ofOurLivekit = {
    LIVEKIT_CLIENT_SECRET: secrets.client,
    LIVEKIT_SERVER_SECRET: secrets.server,
    LIVEKIT_WEBHOOK_SECRET: secrets.webhook,
  }
  return {
    PARVIS_SECRET_KEY: secretKey,
    ...process.env,
    ...(settings.livekitUrl === undefined ? ofOurLivekit : {}),
    ...(found.isDev ? {} : { WEB_ROOT: join(root, 'apps/web/dist') }),
    // NOTE without one, the API takes every name of loopback for its own
    ...(found.isDev || !found.address.startsWith('http://localhost:') ? { PUBLIC_URL: found.address } : {}),
    DATABASE_URL: found.databaseUrl,
    LIVEKIT_URL: found.livekitUrl,
    HOST: apiHost,
    PORT: String(ports.api),
    METRICS_PORT: String(ports.metrics),
    MIGRATIONS_DIR: join(root, 'prisma/migrations'),
    PARVIS_EMBEDDED: '1',
  }
}

/** Stops everything in order at the first signal; at the second at once, the kernel then ends the children. */
function stopOnSignal(openings: Openings): () => boolean {
  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(1)
    isStopping = true
    console.log('\nStopping')
    await openings[Symbol.asyncDispose]()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  return () => isStopping
}

/** Like `Promise.all`, but fails only when every part has come to an end: nothing starts behind a failure. */
async function allSettled<T extends readonly unknown[] | []>(
  openings: Openings,
  parts: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  try {
    return await Promise.all(parts)
  } catch (error) {
    openings.giveUp()
    await Promise.allSettled(parts)
    throw error
  }
}
