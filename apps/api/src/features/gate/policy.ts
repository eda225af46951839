import { sourceNames } from '@parvis/contract/meetings'
import type { SourceRights } from '@parvis/contract/meetings'

/** Why a connection to the SFU is refused. */
export type GateRefusal =
  | 'method'
  | 'path'
  | 'parameter'
  | 'origin'
  | 'token'
  | 'occurrence'
  | 'banned'
  | 'device'
  | 'not-admitted'
  | 'rights'
  | 'used'
  | 'too-many'

/** What is asked of the SFU, as far as the request itself tells. */
export interface Knock {
  readonly method: string
  /** Path and query exactly as they were sent. */
  readonly uri: string
  readonly foreignSite: boolean
}

// The SFU's version-0 path takes `publish`, which makes a second, hidden identity of one token (security.md, A12).
const allowedPaths: ReadonlySet<string> = new Set(['/rtc/v1', '/rtc/v1/validate'])
const allowedParameters: ReadonlySet<string> = new Set(['access_token', 'join_request'])

/**
 * Judges the request before anything is read. Nothing is tidied first (dots, escapes, fragments, repeats), since the
 * SFU could tidy it otherwise; nor does it see a body, where the SFU would look for parameters as well.
 */
export function refuseKnock({ method, uri, foreignSite }: Knock): GateRefusal | undefined {
  const [path = '', query = ''] = uri.split(/\?(.*)/s)
  if (!allowedPaths.has(path)) return 'path'
  if (method !== 'GET') return 'method'
  const names = [...new URLSearchParams(query).keys()]
  const once = new Set(names).size === names.length
  if (!once || /[#;]/.test(query) || !names.every((name) => allowedParameters.has(name))) return 'parameter'
  if (foreignSite) return 'origin'
  return undefined
}

/** Whether the request opens a connection, as against asking why one was refused. */
export function opensConnection({ uri }: Pick<Knock, 'uri'>): boolean {
  return uri.split('?')[0] === '/rtc/v1'
}

/** The place that a token speaks for. */
export interface GatedPlace {
  readonly occurrenceOpen: boolean
  readonly banned: boolean
  /** Neither waiting nor refused nor removed. */
  readonly admitted: boolean
  /** What it may publish now. */
  readonly rights: SourceRights
  /** Whether the request carries the device cookie of the place. */
  readonly sameDevice: boolean
}

/**
 * Judges the place: its sitting is open, it was let in and not put out, nobody banned its owner, the token has not
 * travelled to another browser, and lets publish nothing that was forbidden since.
 */
export function refusePlace(
  place: GatedPlace | undefined,
  tokenRights: SourceRights,
): GateRefusal | undefined {
  if (!place) return 'token'
  if (!place.occurrenceOpen) return 'occurrence'
  if (place.banned) return 'banned'
  if (!place.admitted) return 'not-admitted'
  if (!place.sameDevice) return 'device'
  if (exceeds(tokenRights, place.rights)) return 'rights'
  return undefined
}

function exceeds(token: SourceRights, now: SourceRights): boolean {
  return sourceNames.some((source) => token[source] && !now[source])
}
