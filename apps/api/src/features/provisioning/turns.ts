import type { Pool } from 'pg'
import { inTransaction } from '../../platform/database.ts'

/** Runs work for an organisation when all earlier work for it is done, in whatever process. */
export type TakeTurn = (organisationId: string, work: () => Promise<void>) => Promise<void>

/** In this process work waits in a queue: an organisation holds one connection, however much it asks for. */
export function createTurns(pool: Pool): TakeTurn {
  const ends = new Map<string, Promise<void>>()
  return async (organisationId, work) => {
    const before = ends.get(organisationId)
    const own = takeTurn({ pool, organisationId, before, work })
    // Whoever comes next waits for the end, however it came.
    const end = own.catch(() => undefined)
    ends.set(organisationId, end)
    await own.finally(() => {
      if (ends.get(organisationId) === end) ends.delete(organisationId)
    })
  }
}

interface Turn {
  readonly pool: Pool
  readonly organisationId: string
  readonly before: Promise<void> | undefined
  readonly work: () => Promise<void>
}

async function takeTurn({ pool, organisationId, before, work }: Turn): Promise<void> {
  await before
  await inTransaction(pool, async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('directory ' || $1, 0))", [organisationId])
    await work()
  })
}
