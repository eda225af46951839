import { createHash, createHmac } from 'node:crypto'

type Claims = Readonly<Record<string, unknown>>

/** The claims of a JSON web token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

/** A JSON web token with any claims, signed with any secret: what an attacker, or a careless program, could make. */
export function signToken(
  claims: Claims,
  secret: string,
  header: Claims = { alg: 'HS256', typ: 'JWT' },
): string {
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature =
    header['alg'] === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')
  return `${signed}.${signature}`
}

/** The `Authorization` of a webhook as LiveKit makes it: a token that holds the SHA-256 of the body, valid 5 minutes. */
export function signWebhook(body: string, key: { readonly name: string; readonly secret: string }): string {
  const now = Math.floor(Date.now() / 1000)
  const sha256 = createHash('sha256').update(body).digest('base64')
  return signToken({ iss: key.name, nbf: now, exp: now + 300, sha256 }, key.secret)
}
