import { randomBytes } from 'node:crypto'
import { createDatabase } from '@parvis/embedded/postgres'
import type { Database } from '@parvis/embedded/postgres'
import { Pool } from 'pg'
import type { PoolConfig } from 'pg'
import { inject } from 'vitest'
import { startWorld } from './world.ts'
import type { World, WorldOptions } from './world.ts'

export type { World } from './world.ts'

/** A world of its own for a test file, in the PostgreSQL of the test run. It begins empty where it has another administrator. */
export function startTestWorld(options: Omit<WorldOptions, 'postgresUrl' | 'template'> = {}): Promise<World> {
  const isUsual = options.environment?.PARVIS_ADMIN_EMAIL === undefined
  return startWorld({
    postgresUrl: inject('postgresUrl'),
    ...(isUsual && { template: inject('worldTemplate') }),
    ...options,
  })
}

/** Connections to a database of the test run, which may be dropped while the last of them are closing. */
export function createTestPool({ url }: Database, options: PoolConfig = {}): Pool {
  const pool = new Pool({ ...options, connectionString: url })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** An empty database in the PostgreSQL of the test run. */
export function createTestDatabase(): Promise<Database> {
  return createDatabase(inject('postgresUrl'), `test_${randomBytes(6).toString('hex')}`)
}
