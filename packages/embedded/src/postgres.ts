import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import { runCommand } from './command.ts'
import { freePort } from './ports.ts'
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts'
import { awaitServer, findRunningPort, releaseLock } from './postgres-lock.ts'
import { startProcess, type Log, type SupervisedProcess } from './processes.ts'
import { keepSecret } from './secrets.ts'

const major = '18'
const owner = 'parvis'

export interface PostgresOptions {
  /** Holds the data and the password; made at the first start. */
  readonly directory: string
  readonly port?: number | undefined
  readonly log?: Log | undefined
  /** `false` for data that a test throws away: commits do not wait for the disk. */
  readonly durable?: boolean
  /** Start it again when it dies. */
  readonly keepAlive?: boolean
  /** Aborted, it ends a start that is under way. */
  readonly giveUp?: AbortSignal
}

export interface Postgres extends SupervisedProcess {
  readonly port: number
  /** Of the database `parvis`, as its owner and superuser. */
  readonly url: string
}

/**
 * Starts the PostgreSQL of this machine on 127.0.0.1, on the data that `directory` already holds.
 * As root it runs in a user namespace, since PostgreSQL refuses to be root.
 * @throws Error in one sentence: data of another major version, another instance on the same data, no user namespace.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const directory = resolve(options.directory)
  const cluster = join(directory, 'cluster')
  const binaries = await findPostgres()
  const password = await keepSecret(directory, 'password')
  if (existsSync(join(cluster, 'PG_VERSION'))) await refuseForeignVersion(cluster)
  else await initialise(binaries, cluster, options)

  const port = options.port ?? (await freePort())
  const [command = '', ...args] = unprivileged([binaries.postgres, '-D', cluster, ...settings(port, options)])
  const server = await startProcess({
    name: 'PostgreSQL',
    command,
    args,
    log: options.log,
    keepAlive: options.keepAlive ?? false,
    giveUp: options.giveUp,
    // NOTE SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait until every client has left
    stopSignal: 'SIGINT',
    prepare: () => releaseLock(cluster),
    ready: (signal, pid) => awaitServer(cluster, { pid, signal }),
    // NOTE after kill -9 the children of the old server need some milliseconds to notice and end
    isPassing: (output) => output.includes('is still in use'),
  })
  const base = toBase(password, port)
  try {
    await keepDatabase(`${base}/postgres`, owner)
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
  return Object.assign(server, { port, url: `${base}/${owner}` })
}

/**
 * The database in `directory`: of the server that runs on it, or else of one that is started and stopped again when
 * disposed. @throws Error when there is none.
 */
export async function openPostgres(directory: string): Promise<AsyncDisposable & { readonly url: string }> {
  const cluster = join(resolve(directory), 'cluster')
  if (!existsSync(join(cluster, 'PG_VERSION'))) throw new Error(`There is no database in ${directory}.`)
  const port = await findRunningPort(cluster)
  if (port === undefined) return startPostgres({ directory })
  const url = `${toBase(await keepSecret(directory, 'password'), port)}/${owner}`
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() }
}

function toBase(password: string, port: number): string {
  return `postgresql://${owner}:${password}@127.0.0.1:${port}`
}

/** A database made for one purpose, e.g. a test file; disposing drops it with whoever is still connected. */
export interface Database extends AsyncDisposable {
  readonly url: string
}

/** Creates the database `name` on the server of `url`, empty or as a copy of the database `template`. */
export async function createDatabase(url: string, name: string, template = 'template0'): Promise<Database> {
  await execute(url, `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`)
  const created = new URL(url)
  created.pathname = `/${name}`
  return {
    url: created.href,
    [Symbol.asyncDispose]: async () =>
      void (await execute(url, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)),
  }
}

/** Creates it when an earlier start made the data and was cut off before that. */
async function keepDatabase(url: string, name: string): Promise<void> {
  const found = await execute(url, 'SELECT FROM pg_database WHERE datname = $1', [name])
  if (found === 0) await createDatabase(url, name)
}

/** Returns how many rows it gave. */
async function execute(url: string, statement: string, values: readonly string[] = []): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement, [...values])).rows.length
  } finally {
    await client.end()
  }
}

function settings(port: number, { durable = true }: PostgresOptions): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // NOTE tests run many installations on one server
    max_connections: durable ? 40 : 200,
    shared_buffers: '32MB',
    io_method: 'sync',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function initialise(
  binaries: PostgresBinaries,
  cluster: string,
  { directory, durable = true }: PostgresOptions,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  // NOTE a power cut leaves half a cluster: it gets its name when it is whole
  const draft = `${cluster}.draft`
  for (const left of [draft, cluster]) await rm(left, { recursive: true, force: true })
  const { code, output } = await runCommand(
    unprivileged([
      binaries.initdb,
      ...flags({
        pgdata: draft,
        username: owner,
        auth: 'scram-sha-256',
        pwfile: join(directory, 'password'),
        encoding: 'UTF8',
        locale: 'C',
      }),
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]),
  )
  if (code === 0) return rename(draft, cluster)
  if (!/^unshare: /m.test(output)) throw new Error(`PostgreSQL cannot create its data:\n${output}`)
  throw new Error(
    'PostgreSQL refuses to run as root and this system forbids user namespaces: run as an ordinary user, or set DATABASE_URL.',
  )
}

function flags(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`)
}

/** Root becomes user 1000 in a namespace of its own, where files of root look as owned by that user. */
function unprivileged(command: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return command
  return ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--', ...command]
}

async function refuseForeignVersion(cluster: string): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (found === major) return
  throw new Error(
    `The data in ${cluster} belongs to PostgreSQL ${found} and this release runs PostgreSQL ${major}: dump it with the old version, or set PARVIS_DATA_DIR to another directory.`,
  )
}
