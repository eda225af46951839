import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findLivekit } from './find-livekit.ts'
import { readLivekitTemplate, renderLivekitConfig } from './livekit-config.ts'
import { freePort } from './ports.ts'
import { startProcess, type Log, type SupervisedProcess } from './processes.ts'
import { answers } from './readiness.ts'
import type { LivekitSecrets } from './secrets.ts'

export { findLivekit } from './find-livekit.ts'
export { renderLivekitConfig } from './livekit-config.ts'

export interface LivekitOptions {
  /** Holds the rendered configuration and the keys, mode 0600. */
  readonly directory: string
  readonly secrets: LivekitSecrets
  readonly webhookUrl: string
  /** The address to which browsers send media; 127.0.0.1 serves browsers of this machine. */
  readonly nodeIp?: string | undefined
  readonly port?: number | undefined
  readonly tcpPort?: number | undefined
  readonly udpPort?: number | undefined
  readonly log?: Log | undefined
  /** Start it again when it dies. */
  readonly keepAlive?: boolean
  /** Aborted, it ends a start that is under way. */
  readonly giveUp?: AbortSignal
  /** The executable, when it is found already. */
  readonly command?: string | undefined
}

export interface Livekit extends SupervisedProcess {
  /** `http://127.0.0.1:<port>`, for the API and for the proxied signalling. */
  readonly url: string
  readonly port: number
}

/**
 * Starts LiveKit with our configuration; signalling on loopback only. Ports that are not given are free ones and
 * stay the same over `restart()`.
 * @throws Error with LiveKit's last words when it does not start.
 */
export async function startLivekit(options: LivekitOptions): Promise<Livekit> {
  const directory = resolve(options.directory)
  const command = options.command ?? (await findLivekit({ log: options.log }))
  const port = options.port ?? (await freePort())
  const config = renderLivekitConfig(await readLivekitTemplate(), {
    PORT: port,
    BIND_ADDRESS: '127.0.0.1',
    TCP_PORT: options.tcpPort ?? (await freePort()),
    UDP_PORT: options.udpPort ?? (await freePort('udp')),
    NODE_IP: options.nodeIp ?? '127.0.0.1',
    WEBHOOK_URL: options.webhookUrl,
  })
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const files = { config: join(directory, 'livekit.yaml'), keys: join(directory, 'livekit-keys.yaml') }
  await writeFile(files.config, config, { mode: 0o600 })
  const keys = Object.entries(options.secrets).map(([name, secret]) => `${name}: ${secret}\n`)
  await writeFile(files.keys, keys.join(''), { mode: 0o600 })

  const url = `http://127.0.0.1:${port}`
  const log = options.log
  const server = await startProcess({
    name: 'LiveKit',
    command,
    args: ['--config', files.config, '--key-file', files.keys],
    log: log && ((line) => log(withoutTokens(line))),
    keepAlive: options.keepAlive ?? false,
    giveUp: options.giveUp,
    // NOTE at the first signal LiveKit waits for its participants without limit, so the force follows soon
    graceMs: 500,
    // NOTE LiveKit answers 200 at / once its node statistics are fresh, and 406 before
    ready: (signal) => answers(url, signal),
  })
  return Object.assign(server, { url, port })
}

/** LiveKit 1.13.5 writes refused tokens into its log. */
function withoutTokens(line: string): string {
  return line.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]')
}
