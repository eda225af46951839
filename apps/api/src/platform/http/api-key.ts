import type { KeyScope } from '@parvis/contract/key-scopes'
import { Problem } from '@parvis/contract/problems'
import type { RouteShape } from '@parvis/contract/route'
import type { Request } from 'express'
import { createToken, hashToken } from '../cookies.ts'
import type { Sql } from '../database.ts'
import { perMinute, perMinuteNearly, sourceOf } from './rate-limit.ts'
import type { Limits } from './rate-limit.ts'

/** A program that calls with a key of an organisation: it may do there what the key's scopes name, and nothing else. */
export interface KeyCaller {
  readonly kind: 'key'
  readonly id: string
  readonly organisationId: string
  readonly scopes: readonly KeyScope[]
}

const prefix = 'parvis_'
const shownLength = prefix.length + 6

/** A new key, how it begins, and what the database keeps of it. The prefix lets scanners of code recognise a key. */
export function makeKey(): { readonly key: string; readonly start: string; readonly keyHash: Buffer } {
  const key = prefix + createToken()
  return { key, start: key.slice(0, shownLength), keyHash: hashToken(key) }
}

/** What stands behind `Bearer` (RFC 6750, 2.1), whatever it is; undefined when the caller presents nothing so. */
export function readBearer(request: Request): string | undefined {
  const [scheme = '', credentials = ''] = (request.get('Authorization') ?? '').split(/ +/)
  return scheme.toLowerCase() === 'bearer' ? credentials : undefined
}

export interface Keys {
  /**
   * Whose key this is, on a route that takes keys.
   * @throws Problem `key-not-allowed` where the route takes none, or not this one; `key-invalid`; `too-many-requests`.
   */
  identify(bearer: string, route: RouteShape, request: Request): Promise<KeyCaller>
}

/** One indexed read for each request, and a write once an hour. */
export function createKeys(sql: Sql, limits: Limits): Keys {
  const spend = limits.limiter('api-key', perMinuteNearly(600))
  const spendRefusal = limits.limiter('api-key-refused', perMinute(20))
  return {
    async identify(bearer, { scope }, { ip = '' }) {
      if (!scope) throw new Problem('key-not-allowed')
      const key = await findKey(sql, bearer)
      if (!key) {
        await spendRefusal(sourceOf(ip))
        throw new Problem('key-invalid')
      }
      await spend(key.id)
      if (!key.scopes.includes(scope)) throw new Problem('key-not-allowed')
      return key
    },
  }
}

async function findKey(sql: Sql, bearer: string): Promise<KeyCaller | undefined> {
  const { rows } = await sql.query<Omit<KeyCaller, 'kind'> & { readonly stale: boolean }>({
    name: 'find-api-key',
    text: `SELECT id, "organisationId", scopes,
        "lastUsedAt" IS NULL OR "lastUsedAt" < now() - interval '1 hour' AS stale
      FROM "ApiKey" WHERE "keyHash" = $1 AND "expiresAt" > now()`,
    values: [hashToken(bearer)],
  })
  const [row] = rows
  if (!row) return undefined
  const { stale, ...key } = row
  if (stale)
    await sql.query(`UPDATE "ApiKey" SET "lastUsedAt" = date_trunc('hour', now()) WHERE id = $1`, [key.id])
  return { kind: 'key', ...key }
}
