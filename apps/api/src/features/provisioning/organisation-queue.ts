import type { Pool } from 'pg'
import { inTransaction } from '../../platform/database.ts'
import { createTurns } from '../../platform/turns.ts'

/**
 * Runs work for an organisation when all earlier work for it is done, in whatever process.
 * @throws Problem `busy` when too many organisations wait already.
 */
export type Enqueue = (organisationId: string, work: () => Promise<void>) => Promise<void>

// Work in turn holds a connection and needs another: all of them together must leave some to be had.
const turns = { atOnce: 3, patienceMs: 20_000 } as const

/** In this process work waits in a queue: an organisation holds one connection, however much it asks for. */
export function createOrganisationQueue(pool: Pool): Enqueue {
  const ends = new Map<string, Promise<void>>()
  const takeTurn = createTurns(turns)

  async function runAfter(
    before: Promise<void> | undefined,
    organisationId: string,
    work: () => Promise<void>,
  ) {
    await before
    await takeTurn(() =>
      inTransaction(pool, async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('directory ' || $1, 0))", [
          organisationId,
        ])
        await work()
      }),
    )
  }

  return async (organisationId, work) => {
    const own = runAfter(ends.get(organisationId), organisationId, work)
    // Whoever comes next waits for the end, however it came.
    const end = own.catch(() => undefined)
    ends.set(organisationId, end)
    await own.finally(() => {
      if (ends.get(organisationId) === end) ends.delete(organisationId)
    })
  }
}
