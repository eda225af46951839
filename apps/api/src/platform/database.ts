import { Pool } from 'pg'
import type { PoolClient } from 'pg'
import type { Prisma, PrismaClient } from './generated/client.ts'

/** What a store function of Prisma takes: the client, or the transaction that it takes part in. */
export type Db = Prisma.TransactionClient

/** What a store function of prepared SQL takes, for the few statements on the way into a call. */
export type Sql = Pick<Pool, 'query'>

/** One pool of connections, used by Prisma and by prepared statements alike. */
export interface Database extends AsyncDisposable {
  /** Loaded by the first who asks for it. */
  readonly prisma: () => Promise<PrismaClient>
  readonly pool: Pool
}

/** Opens no connection until the first query. At most 10 connections, closed after 10 s without work; a query waits 3 s for one, then fails. */
export function createDatabase(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3000,
    statement_timeout: 10_000,
    application_name: 'parvis-api',
  })
  // NOTE a server that goes away makes idle connections emit 'error'; without a listener that ends the process.
  pool.on('error', () => undefined)
  // The same for a connection that is in use: whoever uses it is told by their query.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  // NOTE Prisma takes some 20 MB and a tenth of a second (its compiler in WebAssembly, its map of the schema): no process
  // has it that needs none.
  let prisma: Promise<PrismaClient> | undefined
  return {
    prisma: () => (prisma ??= import('./prisma.ts').then(({ createPrisma }) => createPrisma(pool))),
    pool,
    async [Symbol.asyncDispose]() {
      await (await prisma)?.$disconnect()
      await pool.end()
    },
  }
}

/** Runs `work` in one transaction of `pool`, rolled back when it throws. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (sql: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // A connection whose ROLLBACK fails is broken: it leaves the pool.
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}

// Class 08 (connection), 53 (resources), 57P (shutdown, starting up), and what Node says of a socket.
const outageCodes =
  /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|P1001|P1002|P1008|P1017|P2024)$/

/** True when the database could not be reached or had no room, as against a statement that was wrong. */
export function isOutage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && outageCodes.test(cause.code)) return true
    if (
      /Connection terminated|timeout exceeded when trying to connect|DatabaseNotReachable/.test(cause.message)
    )
      return true
  }
  return false
}

/** SQL: an instant as the contract has it, e.g. `2026-01-01T09:00:00.000Z`. */
export function isoTime(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
