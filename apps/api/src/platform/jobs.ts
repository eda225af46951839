import { setTimeout } from 'node:timers/promises'
import { Logger, run, runMigrations } from 'graphile-worker'
import type { TaskList } from 'graphile-worker'
import { Pool } from 'pg'
import type * as z from 'zod/mini'
import { parse } from 'zod/v4/core'
import type { $ZodType } from 'zod/v4/core'
import type { Config } from './config.ts'
import type { Database, Sql } from './database.ts'
import type { Log } from './log.ts'

/** Work that is done after the answer, surely and once: its name and what it is told. */
export interface Task<Payload extends $ZodType> {
  readonly name: string
  readonly payload: Payload
  /** How often it is tried: the pauses are e, e², e³ … seconds, and e¹⁰ (6 h 7 min) from the tenth on. */
  readonly attempts: number
  /** A job that is not done yet gives way to one of the same key. */
  readonly key?: string | undefined
}

/** One try at a task. */
export interface Attempt {
  /** Whether nobody tries again when this one fails. */
  readonly last: boolean
}

/** Somebody who does a task. */
export interface Performer {
  readonly name: string
  perform(payload: unknown, attempt: Attempt): Promise<void>
}

// Any constant of ours: one process of several prepares the schema.
const advisoryLock = 72_707_372
// New jobs are told by NOTIFY; only those that are due later are looked for.
const pollMs = 5000
// One that listens, and one for each job in hand.
const connections = 3
// NOTE graphile-worker itself gives the jobs of a process that was killed to others only after four hours.
const limitMs = 60_000
const abandonedAfterSeconds = 120
const takeOverEveryMs = 30_000

/**
 * Adds a job in the caller's transaction when `sql` is one: rolled back, it was never there; committed, it is done even
 * if the process ends now.
 */
export async function addJob<Payload extends $ZodType>(
  sql: Sql,
  task: Task<Payload>,
  payload: z.input<Payload>,
): Promise<void> {
  await sql.query(
    'SELECT FROM graphile_worker.add_job($1, payload := $2, max_attempts := $3, job_key := $4)',
    [task.name, JSON.stringify(payload), task.attempts, task.key ?? null],
  )
}

/** Says who does a task. What `perform` throws is kept in the database and logged: it must name nobody. */
export function performs<Payload extends $ZodType>(
  task: Task<Payload>,
  perform: (payload: z.output<Payload>, attempt: Attempt) => Promise<void>,
): Performer {
  return {
    name: task.name,
    perform: (payload, attempt) => perform(parse(task.payload, payload), attempt),
  }
}

/** Makes the tables of the job queue, in a schema of their own beside those of our migrations. */
export async function prepareJobs(pool: Pool, log: Log): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await runMigrations({ pgPool: pool, logger: loggerOf(log) })
  } finally {
    // Ending the session frees the lock even when the statement before it failed.
    client.release(true)
  }
}

interface Needs {
  readonly config: Pick<Config, 'databaseUrl'>
  readonly database: Pick<Database, 'pool'>
  readonly log: Log
}

/**
 * Does the jobs, two at a time and each for at most a minute, until disposed: then it finishes those in hand. Waits
 * while the database is away. What a process had in hand that was killed is done by another within three minutes.
 */
export async function runJobs(
  { config, database, log }: Needs,
  performers: readonly Performer[],
): Promise<AsyncDisposable> {
  const taskList: TaskList = Object.fromEntries(
    performers.map((performer) => [
      performer.name,
      (payload, { job }) =>
        withinLimit(performer.perform(payload, { last: job.attempts >= job.max_attempts })),
    ]),
  )
  // Connections of its own: requests never wait for jobs.
  const pool = new Pool({ connectionString: config.databaseUrl, max: connections })
  // NOTE graphile-worker listens only while it runs; a connection may be lost later, while it is being closed.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const runner = await run({
    pgPool: pool,
    taskList,
    parsedCronItems: [],
    concurrency: 2,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: loggerOf(log),
  })
  // A runner that ends by itself says why in the log; the jobs wait for the next start.
  runner.promise.catch((error: unknown) => log.error({ event: 'jobs-stopped', err: error }))
  const takingOver = repeatTakeOver({ database, log })
  return {
    async [Symbol.asyncDispose]() {
      await takingOver[Symbol.asyncDispose]()
      await runner.stop()
      await pool.end()
    },
  }
}

/** Fails what takes longer than a job may: nobody holds one for longer and lives. */
async function withinLimit(work: Promise<void>): Promise<void> {
  const done = new AbortController()
  const late = setTimeout(limitMs, undefined, { signal: done.signal }).then(() => {
    throw new Error('took too long')
  })
  try {
    await Promise.race([work, late])
  } finally {
    done.abort()
  }
}

function repeatTakeOver({ database, log }: Pick<Needs, 'database' | 'log'>): AsyncDisposable {
  let running: Promise<void> = Promise.resolve()
  const next = (): void => {
    running = running
      .then(() => takeOver(database.pool))
      .catch((error: unknown) => log.warn({ event: 'jobs-not-taken-over', err: error }))
  }
  const timer = setInterval(next, takeOverEveryMs)
  next()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}

/** Frees the jobs of processes that cannot live any more; the workers find them with their next look. */
async function takeOver(sql: Sql): Promise<void> {
  await sql.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
     WHERE locked_at < now() - make_interval(secs => $1) HAVING count(*) > 0`,
    [abandonedAfterSeconds],
  )
}

const severities: Readonly<Record<string, 'error' | 'warn'>> = { error: 'error', warning: 'warn' }

function loggerOf(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const severity = severities[level] ?? 'debug'
    log[severity]({ event: 'jobs', task: scope.taskIdentifier, message })
  })
}
