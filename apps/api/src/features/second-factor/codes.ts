import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const periodSeconds = 30
// Without letters and digits that look alike; 16 of them are 79 bits, which no one guesses offline.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const codeCount = 10

/** A new key for an authenticator: 160 bits in Base32 (RFC 4226, section 4). */
export function createKey(): string {
  return new Secret({ size: 20 }).base32
}

/** `otpauth://totp/…`, as authenticators read it from a QR code. */
export function toAddress(key: string, account: string): string {
  return toTotp(key, account).toString()
}

/**
 * The time step of a six-digit code, one step of clock drift allowed on either side (RFC 6238, section 5.2); undefined
 * when it is none of these.
 */
export function findCounter(key: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = toTotp(key).validate({ token: code, window: 1, timestamp: now })
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta
}

/** Ten codes for the day on which the authenticator is lost, `abcd-efgh-jkmn-pqrs`. */
export function createRecoveryCodes(): readonly string[] {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: codeCount }, () => Array.from({ length: 4 }, group).join('-'))
}

/** A code as it was given out, however it was typed. */
export function normaliseCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function toTotp(key: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Parvis', label, secret: Secret.fromBase32(key), period: periodSeconds })
}
