import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import type { JSONWebKeySet, JWTVerifyOptions } from 'jose'
import * as z from 'zod/mini'
import { boundedFetch } from './bounded-fetch.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
const timeoutMs = 5_000
const keysLastMs = 60 * 60 * 1000
// However many tokens name a key that nobody knows, the provider is asked no more often.
const keysRestMs = 10_000
/** A token that was issued longer ago is not taken. */
const oldestSeconds = 5 * 60
const clocksDifferBySeconds = 30

/** Who is to be signed out: one session at the provider, everything of a person, or one session of that person. */
export interface LogoutOrder {
  readonly subject: string | undefined
  readonly sid: string | undefined
  /** Unlike that of any other token of this provider. */
  readonly tokenId: string
}

/** A logout token that does not hold. `reason` is a code without any secret. */
export class LogoutRefused extends Error {
  readonly reason: string
  constructor(reason: string, cause?: unknown) {
    super(`logout refused: ${reason}`, { cause })
    this.name = 'LogoutRefused'
    this.reason = reason
  }
}

/** By what tokens of a provider are judged. */
export interface LogoutRules {
  readonly issuer: string
  readonly clientId: string
  readonly algorithm: string
  readonly jwksUri: string
}

const words = z.string().check(z.minLength(1), z.maxLength(255))
const claims = z.object({
  jti: words,
  sub: z.optional(words),
  sid: z.optional(words),
  events: z.object({ [event]: z.looseObject({}) }),
  // A logout token is no ID token: with a nonce it could pass for one (2.4).
  nonce: z.optional(z.never()),
})

export type LogoutVerifier = (token: string, rules: LogoutRules) => Promise<LogoutOrder>

/**
 * Verifies logout tokens as OpenID Connect Back-Channel Logout 1.0 has it (2.6), but for `exp`, which some providers
 * leave out: `iat` bounds the age instead. Throws LogoutRefused, or what `fetch` throws when the keys cannot be read.
 */
export function createLogoutVerifier(): LogoutVerifier {
  const keysOf = createKeys()
  return async (token, rules) => {
    const options: JWTVerifyOptions = {
      algorithms: [rules.algorithm],
      issuer: rules.issuer,
      audience: rules.clientId,
      maxTokenAge: oldestSeconds,
      clockTolerance: clocksDifferBySeconds,
    }
    try {
      return await verify(token, rules, { keys: await keysOf(rules.jwksUri, keysLastMs), options })
    } catch (error) {
      if (!(error instanceof LogoutRefused) || !(error.cause instanceof errors.JWKSNoMatchingKey)) throw error
      // The provider has new keys, or somebody made one up.
      return verify(token, rules, { keys: await keysOf(rules.jwksUri, keysRestMs), options })
    }
  }
}

type Keys = ReturnType<typeof createLocalJWKSet>

async function verify(
  token: string,
  { algorithm }: LogoutRules,
  { keys, options }: { readonly keys: Keys; readonly options: JWTVerifyOptions },
): Promise<LogoutOrder> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, options)
    // Other tokens of the same provider say in their type what they are for.
    const { typ = 'JWT' } = protectedHeader
    if (!/^(?:application\/)?(?:jwt|logout\+jwt)$/i.test(typ)) throw new LogoutRefused('typ')
    const parsed = claims.safeParse(payload)
    if (!parsed.success) throw new LogoutRefused(String(parsed.error.issues[0]?.path[0] ?? 'claims'))
    const { jti, sub, sid } = parsed.data
    if (sub === undefined && sid === undefined) throw new LogoutRefused('sub')
    return { tokenId: jti, subject: sub, sid }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new LogoutRefused(`${error.code} ${algorithm}`, error)
    throw error
  }
}

/** Reads a provider's keys unless those that are known are younger than `lastMs`. */
function createKeys(): (jwksUri: string, lastMs: number) => Promise<Keys> {
  let known: { readonly keys: Keys; readonly readAt: number } | undefined
  return async (jwksUri, lastMs) => {
    if (known && Date.now() - known.readAt < lastMs) return known.keys
    const response = await boundedFetch(jwksUri, {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw new TypeError('the keys of the provider cannot be read')
    // The library checks the shape of the keys.
    const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet)
    known = { keys, readAt: Date.now() }
    return keys
  }
}
