import { isIPv4 } from 'node:net'
import { join, resolve } from 'node:path'
import { root } from './repository.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What `npm start` takes from the environment; the rest is the API's own (apps/api/src/platform/config.ts). */
export interface Settings {
  readonly directory: string
  readonly port: number | undefined
  readonly metricsPort: number | undefined
  /** The address that the API listens on. */
  readonly host: string
  readonly publicUrl: string | undefined
  /** Where browsers send media. */
  readonly mediaAddress: string | undefined
  readonly databaseUrl: string | undefined
  readonly livekitUrl: string | undefined
}

/** @throws Error in one sentence for a setting that cannot work. */
export function readSettings(env: Environment): Settings {
  const publicUrl = env.PUBLIC_URL || undefined
  return {
    directory: resolve(env.PARVIS_DATA_DIR || join(root, '.data')),
    port: toPort('PORT', env.PORT, 1),
    // NOTE 0 turns the metrics off
    metricsPort: toPort('METRICS_PORT', env.METRICS_PORT, 0),
    host: env.HOST || (publicUrl === undefined ? '127.0.0.1' : '0.0.0.0'),
    publicUrl,
    mediaAddress: toMediaAddress(env.MEDIA_ADDRESS),
    databaseUrl: env.DATABASE_URL || undefined,
    livekitUrl: toLivekitUrl(env),
  }
}

function toPort(name: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined || value === '') return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port >= least && port < 65_536) return port
  throw new Error(`${name} is "${value}", which is no port.`)
}

function toMediaAddress(value: string | undefined): string | undefined {
  if (!value) return undefined
  if (isIPv4(value)) return value
  throw new Error(`MEDIA_ADDRESS is "${value}", which is no IPv4 address.`)
}

function toLivekitUrl(env: Environment): string | undefined {
  if (!env.LIVEKIT_URL) return undefined
  const missing = ['LIVEKIT_CLIENT_SECRET', 'LIVEKIT_SERVER_SECRET', 'LIVEKIT_WEBHOOK_SECRET'].filter(
    (name) => !env[name] && !env[`${name}_FILE`],
  )
  if (missing.length === 0) return env.LIVEKIT_URL
  throw new Error(
    `LIVEKIT_URL is set: the secrets of its keys client, server and webhook are needed too (${missing.join(', ')}).`,
  )
}
