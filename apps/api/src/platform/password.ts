import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { createTurns } from './turns.ts'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)

// OWASP Password Storage Cheat Sheet: N = 2^15, r = 8, p = 3, 32 MiB for each hash.
const current = { logN: 15, r: 8, p: 3 }
const keyBytes = 32

// Each hash takes a core for a fifth of a second: whoever tries many passwords leaves half of the cores to the others.
const inTurn = createTurns({ atOnce: Math.ceil(availableParallelism() / 2), patienceMs: 20_000 })

/**
 * `scrypt$logN$r$p$salt$key`, so that costs can rise without losing old hashes.
 * @throws Problem `busy` when too many wait already.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await deriveKey(password, salt, current)
  return [
    'scrypt',
    current.logN,
    current.r,
    current.p,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$')
}

/**
 * Whether the password fits. Takes as long when there is no hash, so that time tells nothing about accounts.
 * @throws Problem `busy` when too many wait already.
 */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [scheme, logN, r, p, salt, key] = (stored ?? '').split('$')
  if (scheme !== 'scrypt' || !salt || !key) {
    await deriveKey(password, Buffer.alloc(16), current)
    return false
  }
  const expected = Buffer.from(key, 'base64url')
  const actual = await deriveKey(password, Buffer.from(salt, 'base64url'), {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
  })
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function deriveKey(password: string, salt: Buffer, cost: typeof current): Promise<Buffer> {
  const N = 2 ** cost.logN
  const options = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r }
  return inTurn(() => derive(password.normalize('NFKC'), salt, keyBytes, options))
}
