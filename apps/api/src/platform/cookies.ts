import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parse } from 'cookie'

/** 256 bits from a CSPRNG, URL-safe. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token: a stolen table opens no session. Fast on purpose, since tokens are not guessable. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The two cookies that we set: who is signed in, and which browser this is. Both strictly necessary, neither readable by scripts. */
export type CookieKind = 'session' | 'device'

/** `__Host-` ties a cookie to exactly this origin (RFC 6265bis, 4.1.3.2); browsers take it over HTTPS only. */
export function cookieName(kind: CookieKind, secure: boolean): string {
  return secure ? `__Host-parvis-${kind}` : `parvis-${kind}`
}

/** Whether the request bears a cookie of ours, valid or not. */
export function bearsCookie(request: IncomingMessage): boolean {
  return /(^|;) *(__Host-)?parvis-(session|device)=/.test(request.headers.cookie ?? '')
}

/** The cookie's value, or undefined when it is absent or cannot be one of ours. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  const header = request.headers.cookie
  if (!header?.includes(name)) return undefined
  const value = parse(header)[name]
  return value && /^[\w-]{43}$/.test(value) ? value : undefined
}
