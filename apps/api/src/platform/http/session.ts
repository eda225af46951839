import type { UserId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import type { CookieOptions, Request, Response } from 'express'
import { nameBrowser } from '../browser-name.ts'
import { cookieName, createToken, hashToken, readCookie } from '../cookies.ts'
import type { CookieKind } from '../cookies.ts'
import type { Sql } from '../database.ts'
import type { KeyCaller } from './api-key.ts'

/** Who calls: an account, somebody without one, or a program with a key. */
export type Caller = SignedIn | Guest | KeyCaller

/** Somebody without an account, or with a session that is too weak for their organisation and opens nothing. */
export interface Guest {
  readonly kind: 'guest'
  readonly weak?: WeakSession
}

/** A session of somebody who signed in less well than their organisation asks for. */
export interface WeakSession {
  readonly id: UserId
  readonly sessionId: string
  readonly organisationId: string
  /** Whom they signed in with; null for a password of ours. */
  readonly provider: string | null
  readonly requiredAcr: readonly string[]
  readonly requiredAmr: readonly string[]
}

/** How somebody proved who they are, when it was not a password of ours. */
export interface Proof {
  readonly provider: string
  readonly acr: string | undefined
  readonly amr: readonly string[]
  /** Sealed. */
  readonly idToken: string
  /** The session at the provider, as its order to end it will name it. */
  readonly sid: string | undefined
  /** The browser: what of the person's places in meetings ends with the session. */
  readonly deviceHash: Buffer | undefined
}

/** What signing out at the provider needs. */
export interface EndedSession {
  readonly provider: string | null
  readonly idToken: string | null
}

export interface SignedIn {
  readonly kind: 'user'
  readonly id: UserId
  readonly sessionId: string
  readonly organisationId: string
  readonly name: string
  readonly email: string
  readonly role: Me['role']
  readonly platformAdministrator: boolean
  /** Has a password of ours, and no identity provider. */
  readonly local: boolean
  /** Whom they signed in with; null for a password of ours. */
  readonly provider: string | null
  /** Administers nothing as long as they have no second factor. */
  readonly secondFactorMissing?: true
}

/** Somebody who administers, and may not until they have a second factor. */
export function withoutPowers<Person extends Pick<SignedIn, 'role' | 'platformAdministrator'>>(
  person: Person,
) {
  return { ...person, role: 'member', platformAdministrator: false, secondFactorMissing: true } as const
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

const guest: Guest = { kind: 'guest' }

const findSession = {
  name: 'find-session',
  text: `SELECT s.id AS "sessionId", u.id, u."organisationId", u.name, u.email, u.role, u."platformAdministrator",
      u.local, EXISTS (SELECT FROM "SecondFactor" f WHERE f."userId" = u.id AND f."confirmedAt" IS NOT NULL) AS "hasFactor",
      s.browser IS NULL OR s."lastSeenAt" < now() - interval '1 minute' AS unseen,
      s.provider, o."requiredAcr", o."requiredAmr",
      ((o."requiredAcr" = '{}' OR coalesce(s.acr = ANY (o."requiredAcr"), false)) AND o."requiredAmr" <@ s.amr)
        -- A local administrator of the installation is who can mend a requirement that nobody meets.
        OR (u."platformAdministrator" AND u.local) AS strong
    FROM "Session" s JOIN "User" u ON u.id = s."userId" JOIN "Organisation" o ON o.id = u."organisationId"
    WHERE s."tokenHash" = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."disabledAt" IS NULL`,
}

type FoundSession = Omit<SignedIn, 'kind' | 'secondFactorMissing'> &
  WeakSession & {
    readonly strong: boolean
    readonly hasFactor: boolean
    /** Not used for a minute, or never. */
    readonly unseen: boolean
  }

function toCaller(
  { strong, hasFactor, requiredAcr, requiredAmr, ...account }: Omit<FoundSession, 'unseen'>,
  administratorsNeedSecondFactor: boolean,
): SignedIn | Guest {
  const lacksFactor =
    administratorsNeedSecondFactor && account.local && !hasFactor && isAdministrator(account)
  const person = { kind: 'user', ...account } as const
  if (strong) return lacksFactor ? withoutPowers(person) : person
  const { id, sessionId, organisationId, provider } = account
  return { kind: 'guest', weak: { id, sessionId, organisationId, provider, requiredAcr, requiredAmr } }
}

/** The session that the caller's cookie names, whether it opens anything or not. */
export function sessionOf(
  caller: Caller,
): Pick<WeakSession, 'id' | 'sessionId' | 'organisationId'> | undefined {
  if (caller.kind === 'key') return undefined
  return caller.kind === 'user' ? caller : caller.weak
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
  identify(request: Request): Promise<SignedIn | Guest>
  browserOf(request: Request, response: Response): Browser
  /** Opens a session and returns its token; the database keeps only the hash. */
  open(userId: string, proof?: Proof): Promise<string>
  /** Ends a session for good; undefined when it had ended before. */
  revoke(sessionId: string): Promise<EndedSession | undefined>
}

export interface SessionSettings {
  /** Whether the page is served over HTTPS, which decides the cookies' prefix and flag. */
  readonly secure: boolean
  readonly administratorsNeedSecondFactor: boolean
}

export function createSessions(
  sql: Sql,
  { secure, administratorsNeedSecondFactor }: SessionSettings,
): Sessions {
  const names = { session: cookieName('session', secure), device: cookieName('device', secure) }
  const set = (response: Response, kind: CookieKind, value: string): void => {
    const maxAge = (kind === 'session' ? sessionSeconds : deviceSeconds) * 1000
    response.cookie(names[kind], value, { ...cookieOptions(secure), maxAge })
  }
  return {
    async identify(request) {
      const token = readCookie(request, names.session)
      if (!token) return guest
      const { rows } = await sql.query<FoundSession>({ ...findSession, values: [hashToken(token)] })
      const [found] = rows
      if (!found) return guest
      const { unseen, ...session } = found
      if (unseen) await noteUse(sql, session.sessionId, request)
      return toCaller(session, administratorsNeedSecondFactor)
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
        signOut() {
          response.clearCookie(names.session, cookieOptions(secure))
          // On a shared computer the next person finds nothing (A59). The device cookie stays: bans are kept by it.
          response.set('Clear-Site-Data', '"cache", "storage"')
        },
      }
    },
    open: (userId, proof) => openSession(sql, userId, proof),
    async revoke(sessionId) {
      const { rows } = await sql.query<EndedSession>(
        `UPDATE "Session" s SET "revokedAt" = now(), "idToken" = NULL
         FROM (SELECT id, "idToken" FROM "Session" WHERE id = $1 AND "revokedAt" IS NULL FOR UPDATE) before
         WHERE s.id = before.id RETURNING s.provider, before."idToken"`,
        [sessionId],
      )
      return rows[0]
    },
  }
}

async function openSession(sql: Sql, userId: string, proof?: Proof): Promise<string> {
  const token = createToken()
  await sql.query(
    `INSERT INTO "Session" (id, "userId", "tokenHash", "expiresAt", provider, acr, amr, "idToken", sid, "deviceHash")
     VALUES (gen_random_uuid(), $1, $2, now() + make_interval(secs => $3), $4, $5, $6, $7, $8, $9)`,
    [
      userId,
      hashToken(token),
      sessionSeconds,
      proof?.provider ?? null,
      proof?.acr ?? null,
      proof?.amr ?? [],
      proof?.idToken ?? null,
      proof?.sid ?? null,
      proof?.deviceHash ?? null,
    ],
  )
  return token
}

// At most once a minute, so that the way into a call stays one statement.
async function noteUse(sql: Sql, sessionId: string, request: Request): Promise<void> {
  const { browser, system } = nameBrowser(request.headers['user-agent'])
  await sql.query(`UPDATE "Session" SET "lastSeenAt" = now(), browser = $2, system = $3 WHERE id = $1`, [
    sessionId,
    browser ?? '',
    system ?? '',
  ])
}

function cookieOptions(secure: boolean): CookieOptions {
  return { httpOnly: true, secure, sameSite: 'lax', path: '/' }
}
