import { toLocalUrl } from './local-url.ts'
import { answers, awaitReady } from './readiness.ts'
import { root } from './repository.ts'
import { startProcess, type Log, type SupervisedProcess } from './processes.ts'

export interface ApiOptions {
  readonly env: NodeJS.ProcessEnv
  /** At which it is reached from this machine. */
  readonly url: string
  /** Run from the sources and restarted when they change, instead of from the build. */
  readonly isDev: boolean
  readonly log: Log
  /** Told the address at which the first administrator is made, while there is no account. */
  readonly onSetupLink: (url: string) => void
  readonly giveUp?: AbortSignal
}

/**
 * How Node.js runs the API. Its young generation is kept small: 4 MiB instead of 16 cost no measurable processor time
 * per join, and save 20 MiB while idle and more under load (V8, `--max-semi-space-size`).
 */
export const apiFlags = ['--enable-source-maps', '--max-semi-space-size=4'] as const

/** Starts the API and waits until it is ready (`/readyz`). */
export function startApi({
  env,
  url,
  isDev,
  log,
  onSetupLink,
  giveUp,
}: ApiOptions): Promise<SupervisedProcess> {
  const entry = isDev
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'apps/api/src/main.ts']
    : [...apiFlags, 'apps/api/dist/main.js']
  let isStarting = true
  const starting = startProcess({
    name: 'The API',
    command: process.execPath,
    args: entry,
    cwd: root,
    env,
    keepAlive: true,
    startMs: 30_000,
    giveUp,
    log: (line) => {
      const event = parseLogLine(line)
      // NOTE the link is a key to the house: shown once, kept in no log
      if (event?.url !== undefined && event.name === 'setup-link') return onSetupLink(event.url)
      log(line)
      if (event === undefined) return isStarting ? undefined : console.error(`api: ${line}`)
      if (event.isWarning && !isStarting) console.error(`api: ${event.name} ${event.message}`.trim())
    },
    // NOTE why it ends stands in plain words after its log
    tells: (line) => parseLogLine(line) === undefined,
    ready: (signal) => awaitReady(`${url}/readyz`, signal),
  })
  return starting.finally(() => (isStarting = false))
}

/** Starts Vite's server of the page, which reloads what changes and passes `/api` and `/rtc` on to the API. */
export function startPage(options: {
  port: number
  host: string
  apiPort: number
  log: Log
  giveUp?: AbortSignal
}): Promise<SupervisedProcess> {
  return startProcess({
    name: 'Vite',
    command: process.execPath,
    args: [
      '../../node_modules/vite/bin/vite.js',
      '--port',
      String(options.port),
      '--strictPort',
      '--host',
      options.host,
    ],
    cwd: `${root}/apps/web`,
    env: { ...process.env, API_PORT: String(options.apiPort) },
    keepAlive: true,
    log: options.log,
    giveUp: options.giveUp,
    ready: (signal) => answers(toLocalUrl(options.host, options.port), signal),
  })
}

interface LogEvent {
  readonly isWarning: boolean
  readonly name: string
  readonly message: string
  readonly url: string | undefined
}

function parseLogLine(line: string): LogEvent | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const { level, event, msg, url } = JSON.parse(line) as Record<string, unknown>
    return {
      isWarning: level === 'warn' || level === 'error' || level === 'fatal',
      name: toText(event) ?? '',
      message: toText(msg) ?? '',
      url: toText(url),
    }
  } catch {
    // not a log line of the API: shown as it is
    return undefined
  }
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
