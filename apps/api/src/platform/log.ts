import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger

// Tokens travel in query strings of the SFU's protocol and in cookies: whatever is logged, these are not.
const secretPaths = [
  '*.token',
  '*.password',
  '*.authorization',
  '*.cookie',
  'token',
  'password',
  'authorization',
  'cookie',
]

const webTokens = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** JSON lines, times in UTC ISO 8601. `destination` is for tests that read the log. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: '[redacted]' },
    // NOTE the SFU repeats a token that it refuses in the words of its refusal.
    hooks: { streamWrite: (line: string) => line.replaceAll(webTokens, '[token]') },
  }
  return destination ? pino(options, destination) : pino(options)
}
