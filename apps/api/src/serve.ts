import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createApp } from './app.ts'
import { createContext } from './context.ts'
import type { Context } from './context.ts'
import { answersResetWishes } from './features/accounts/index.ts'
import { createWebhookProcessor, runReconciler } from './features/presence/index.ts'
import { runRetention } from './features/retention/index.ts'
import { prepareFirstAdministrator } from './features/session/index.ts'
import { runClosing } from './features/statistics/index.ts'
import { serveMetrics } from './features/system/index.ts'
import { runAuditSealer } from './platform/audit-sealer.ts'
import { nameDatabase } from './platform/config.ts'
import type { Config } from './platform/config.ts'
import { createDisposals } from './platform/disposals.ts'
import { shapeMessages } from './platform/http/messages.ts'
import { prepareJobs, runJobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import { sendsMail } from './platform/mail.ts'
import { applyMigrations } from './platform/migrate.ts'

// A join request carries an SDP offer in its query: several kB.
const maxHeaderBytes = 64 * 1024
// A41: whoever sends slower than this holds no connection; live streams and signalling answer slowly, and may.
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
} as const

/** The API, answering. Disposing stops it: no new requests, streams ended, work in hand finished. */
export interface RunningApi extends AsyncDisposable {
  readonly port: number
  readonly context: Context
}

/** Migrates, starts the background work, listens. Everything that was opened is closed when a later step fails. */
export async function serveApi(
  config: Config,
  log: Log,
  overrides?: Parameters<typeof createContext>[2],
): Promise<RunningApi> {
  const disposals = createDisposals()
  try {
    const context = disposals.use(createContext(config, log, overrides))
    const applied = await migrate(context, config)
    if (applied.length > 0) log.info({ event: 'migrated', applied })
    disposals.use(runAuditSealer(context))
    await prepareJobs(context.database.pool, log)
    disposals.use(runRetention(context))
    disposals.use(runClosing(context))
    const setupToken = await prepareFirstAdministrator(context)
    disposals.use(await serveMetrics(context))
    const webhooks = disposals.use(createWebhookProcessor(context))
    // What an earlier process kept and did not process.
    webhooks.wake()
    disposals.use(await runJobs(context, [sendsMail(context), answersResetWishes(context)]))
    disposals.use(runReconciler(context, () => webhooks.wake()))
    const { handler, attach } = createApp(context, webhooks)
    const options = { maxHeaderSize: maxHeaderBytes, ...patience, ...shapeMessages(handler) }
    const server = createServer(options, handler)
    attach(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(config.port, config.host, resolve)
    })
    disposals.defer(closer(server))
    const { port } = server.address() as AddressInfo // it listens on TCP
    const origin = config.publicUrl?.origin ?? `http://localhost:${port}`
    // NOTE the one place where a secret is printed on purpose: to the operator, once, before any account exists.
    if (setupToken) alwaysTell(log).info({ event: 'setup-link', url: `${origin}/setup?token=${setupToken}` })
    log.info({ event: 'listening', port, url: origin })
    return { port, context, [Symbol.asyncDispose]: () => disposals[Symbol.asyncDispose]() }
  } catch (error) {
    await disposals[Symbol.asyncDispose]()
    throw error
  }
}

/** @throws Error in one sentence that names the database, without its password. */
async function migrate({ database }: Pick<Context, 'database'>, config: Config): Promise<readonly string[]> {
  try {
    return await applyMigrations(database.pool, config.migrationsDirectory)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The database ${nameDatabase(config.databaseUrl)} cannot be used: ${reason}`, {
      cause: error,
    })
  }
}

/** A log that tells information too, whatever the least level is; silence stays silence. */
function alwaysTell(log: Log): Log {
  return log.isLevelEnabled('fatal') ? log.child({}, { level: 'info' }) : log
}

/** Ends the server with every connection, upgraded ones included: `closeAllConnections` knows only those that speak HTTP. */
function closer(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
}
