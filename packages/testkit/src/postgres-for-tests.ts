import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, startPostgres } from '@parvis/embedded/postgres'
import type { TestProject } from 'vitest/node'
import { furnish } from './world-template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL of this run, as its superuser; every test file makes a database of its own in it. */
    postgresUrl: string
    /** The database in it from which worlds are copied. */
    worldTemplate: string
  }
}

/** Starts the PostgreSQL of the run, whose data is thrown away. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-postgres-'))
  const postgres = await startPostgres({ directory, durable: false })
  const worldTemplate = 'template_of_worlds'
  await furnish((await createDatabase(postgres.url, worldTemplate)).url)
  project.provide('postgresUrl', postgres.url)
  project.provide('worldTemplate', worldTemplate)
  return async () => {
    await postgres[Symbol.asyncDispose]()
    await rm(directory, { recursive: true, force: true })
  }
}
