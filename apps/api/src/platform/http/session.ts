import type { UserId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import type { CookieOptions, Request, Response } from 'express'
import { cookieName, createToken, hashToken, readCookie } from '../cookies.ts'
import type { CookieKind } from '../cookies.ts'
import type { Sql } from '../database.ts'

/** Who calls: an account, or somebody without one. */
export type Caller = SignedIn | { readonly kind: 'guest' }

export interface SignedIn {
  readonly kind: 'user'
  readonly id: UserId
  readonly sessionId: string
  readonly organisationId: string
  readonly name: string
  readonly email: string
  readonly role: Me['role']
  readonly platformAdministrator: boolean
}

/** Whether the account administers anything: its organisation, or every one. */
export function isAdministrator({
  role,
  platformAdministrator,
}: Pick<SignedIn, 'role' | 'platformAdministrator'>): boolean {
  return platformAdministrator || role === 'administrator'
}

/** Sessions end 12 h after sign-in, or after 12 h without a request, whichever comes first (security.md, C07). */
const sessionSeconds = 12 * 60 * 60
/** A browser is recognised for 13 months at most (C16). */
const deviceSeconds = 390 * 24 * 60 * 60

const guest: Caller = { kind: 'guest' }

const findSession = {
  name: 'find-session',
  text: `SELECT s.id AS "sessionId", u.id, u."organisationId", u.name, u.email, u.role, u."platformAdministrator"
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s."tokenHash" = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."disabledAt" IS NULL`,
}

/** The browser that a request came from: its cookies, read and set. */
export interface Browser {
  /** Hash of the device cookie; sets the cookie when the browser has none. */
  deviceHash(): Buffer
  /** Hash of the device cookie, or undefined when the browser has none. */
  knownDeviceHash(): Buffer | undefined
  /** Puts a new session's token into the cookie. */
  signIn(token: string): void
  signOut(): void
}

export interface Sessions {
  /** The account of the request's session cookie; `guest` without a valid one. One indexed read, none without a cookie. */
  identify(request: Request): Promise<Caller>
  browserOf(request: Request, response: Response): Browser
  /** Opens a session and returns its token; the database keeps only the hash. */
  open(userId: string): Promise<string>
  revoke(sessionId: string): Promise<void>
}

/** `secure`: whether the page is served over HTTPS, which decides the cookies' prefix and flag. */
export function createSessions(sql: Sql, secure: boolean): Sessions {
  const names = { session: cookieName('session', secure), device: cookieName('device', secure) }
  const set = (response: Response, kind: CookieKind, value: string): void => {
    const maxAge = (kind === 'session' ? sessionSeconds : deviceSeconds) * 1000
    response.cookie(names[kind], value, { ...cookieOptions(secure), maxAge })
  }
  return {
    async identify(request) {
      const token = readCookie(request, names.session)
      if (!token) return guest
      const { rows } = await sql.query<Omit<SignedIn, 'kind'>>({ ...findSession, values: [hashToken(token)] })
      return rows[0] ? { kind: 'user', ...rows[0] } : guest
    },
    browserOf(request, response) {
      let device = readCookie(request, names.device)
      return {
        knownDeviceHash: () => (device ? hashToken(device) : undefined),
        deviceHash() {
          if (!device) {
            device = createToken()
            set(response, 'device', device)
          }
          return hashToken(device)
        },
        signIn: (token) => set(response, 'session', token),
        signOut: () => void response.clearCookie(names.session, cookieOptions(secure)),
      }
    },
    async open(userId) {
      const token = createToken()
      await sql.query(
        `INSERT INTO "Session" (id, "userId", "tokenHash", "expiresAt")
         VALUES (gen_random_uuid(), $1, $2, now() + make_interval(secs => $3))`,
        [userId, hashToken(token), sessionSeconds],
      )
      return token
    },
    async revoke(sessionId) {
      await sql.query('UPDATE "Session" SET "revokedAt" = now() WHERE id = $1 AND "revokedAt" IS NULL', [
        sessionId,
      ])
    },
  }
}

function cookieOptions(secure: boolean): CookieOptions {
  return { httpOnly: true, secure, sameSite: 'lax', path: '/' }
}
