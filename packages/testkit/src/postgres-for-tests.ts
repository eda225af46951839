import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@parvis/embedded/postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL of this run, as its superuser; every test file makes a database of its own in it. */
    postgresUrl: string
  }
}

/** Starts the PostgreSQL of the run, whose data is thrown away. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-postgres-'))
  const postgres = await startPostgres({ directory, durable: false })
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres[Symbol.asyncDispose]()
    await rm(directory, { recursive: true, force: true })
  }
}
