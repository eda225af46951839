import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { PrismaClient } from './generated/client.ts'

/** Prisma on connections of a pool. */
export function createPrisma(pool: Pool): PrismaClient {
  // NOTE by itself Prisma rolls a transaction back after 5 s, in the middle of a call, which then finds nothing of what
  // it made: a slow start would fail. Each statement has its own limit, that of the pool.
  const transactionOptions = { maxWait: 10_000, timeout: 60_000 }
  return new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions })
}
