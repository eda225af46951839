import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Engine } from './engine.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The services of docker-compose.yml. */
export const services = ['caddy', 'api', 'postgres', 'livekit'] as const
export type ServiceName = (typeof services)[number]

/** docker-compose.yml, configured in a directory of its own and brought up on this host. */
export interface Stack extends AsyncDisposable {
  readonly domain: string
  /** This host's own address, where it publishes. */
  readonly address: string
  readonly mediaPorts: { readonly udp: number; readonly tcp: number }
  readonly administrator: { readonly email: string; readonly password: string }
  /** Builds, starts, and waits until every service is healthy. */
  up(): Promise<void>
  /** Removes the containers and leaves what they keep. */
  down(): Promise<void>
  logs(): Promise<string>
  /** Lines of an SQL statement's result, columns separated by `|`. */
  sql(statement: string): Promise<readonly string[]>
  /** `kill -9` from the host, unseen by the engine; resolves when the service is healthy again. */
  kill(service: ServiceName): Promise<void>
  /** The certificate that caddy's internal authority signs with. */
  readAuthority(): Promise<string>
  /** The secrets that configure.sh made. */
  readSecrets(): Promise<readonly string[]>
}

/** Configures a stack for `visio.test`; nothing runs before `up()`. Disposing removes everything, data included. */
export async function createStack(engine: Engine): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-deploy-'))
  const domain = 'visio.test'
  const address = findAddress()
  const email = 'administrator@visio.test'
  // UDP 443 is what strict networks still let through, and shows that nothing else takes it.
  const mediaPorts = { udp: 443, tcp: 7881 }
  const answers = ['--domain', domain, '--address', address, '--email', email, '--tls', 'internal']
  const ports = ['--udp-port', `${mediaPorts.udp}`, '--tcp-port', `${mediaPorts.tcp}`]
  await run(join(root, 'apps/deploy/configure.sh'), [...answers, ...ports, '--directory', directory])

  const env = { ...engine.env, PARVIS_IMAGE: 'parvis:test' }
  const docker = async (...options: readonly string[]): Promise<string> =>
    (
      await run('docker', options, { cwd: root, env, maxBuffer: 64 * 1024 * 1024, timeout: 300_000 })
    ).stdout.trim()
  const compose = (...options: readonly string[]): Promise<string> =>
    docker('compose', '-p', 'parvis-test', '--env-file', join(directory, '.env'), ...options)
  const secret = (name: string): Promise<string> => readFile(join(directory, '.parvis/secrets', name), 'utf8')

  return {
    domain,
    address,
    mediaPorts,
    administrator: { email, password: await secret('administrator-password') },
    async up() {
      try {
        await compose('up', '-d', '--build', ...engine.upOptions, '--wait', '--wait-timeout', '120')
      } catch (error) {
        throw new Error(
          `The stack did not come up.\n${(await compose('logs', '--tail', '20')).slice(-6000)}`,
          {
            cause: error,
          },
        )
      }
    },
    async down() {
      await compose('down')
    },
    logs: () => compose('logs', '--no-color'),
    async sql(statement) {
      const options = [
        'psql',
        '-U',
        'postgres',
        '-d',
        'parvis',
        '-XAt',
        '-v',
        'ON_ERROR_STOP=1',
        '-c',
        statement,
      ]
      return (await compose('exec', '-T', 'postgres', ...options)).split('\n').filter((line) => line !== '')
    },
    async kill(service) {
      const container = await compose('ps', '-q', service)
      const state = (): Promise<string> =>
        docker('inspect', '-f', '{{.State.Pid}} {{.State.Health.Status}}', container)
      const pid = (await state()).split(' ')[0] ?? ''
      // NOTE `docker kill` counts as wished, and no restart policy follows it; a process of the host does not.
      const image = await docker('inspect', '-f', '{{.Image}}', await compose('ps', '-q', 'postgres'))
      await docker(
        'run',
        '--rm',
        '--pid=host',
        '--user=0:0',
        '--entrypoint=sh',
        image,
        '-c',
        `kill -9 ${pid}`,
      )
      await waitUntil(`${service} healthy`, async () => {
        const [now, health] = (await state()).split(' ')
        return now !== pid && health === 'healthy'
      })
    },
    readAuthority: () =>
      readFile(join(directory, '.parvis/caddy/caddy/pki/authorities/local/root.crt'), 'utf8'),
    readSecrets: async () =>
      Promise.all(
        [
          'administrator-password',
          'database-password',
          'livekit-client',
          'livekit-server',
          'livekit-webhook',
        ].map(secret),
      ),
    async [Symbol.asyncDispose]() {
      await compose('down', '--volumes', '--timeout', '5')
      await rm(directory, { recursive: true })
    },
  }
}

/** @throws Error naming what was waited for, after 60 s. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited 60 s in vain: ${what}`)
    await delay(250)
  }
}

/** Where this host publishes: its first address that is neither loopback nor a bridge of the engine's. */
function findAddress(): string {
  const found = Object.entries(networkInterfaces())
    .filter(([name]) => !/^(docker|br-|veth)/.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  if (!found) throw new Error('This host has no IPv4 address but loopback, and media need one.')
  return found.address
}
