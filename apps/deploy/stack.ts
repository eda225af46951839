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

/** docker-compose.yml, configured in a directory of its own, on this host. */
export interface Stack extends AsyncDisposable {
  readonly domain: string
  /** This host's own address, where it publishes. */
  readonly address: string
  readonly mediaPorts: { readonly udp: number; readonly tcp: number }
  readonly administratorEmail: string
  /** Starts, the first time after building, and waits until every service is healthy. */
  up(): Promise<void>
  /** Removes the containers and leaves what they keep. */
  down(): Promise<void>
  /** Asks a service to stop; resolves when it has. */
  stop(service: ServiceName): Promise<void>
  logs(): Promise<string>
  /** Lines of an SQL statement's result, columns separated by `|`. */
  sql(statement: string): Promise<readonly string[]>
  /** `kill -9` from the host, unseen by the engine; resolves when the service is healthy again. */
  kill(service: ServiceName): Promise<void>
  /** A file below `.parvis`, where configure.sh writes. */
  read(file: string): Promise<string>
}

/** Configures a stack for `visio.test`; nothing runs before `up()`. Disposing removes everything, data included. */
export async function createStack(engine: Engine): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-deploy-'))
  const setting = {
    domain: 'visio.test',
    address: findAddress(),
    administratorEmail: 'administrator@visio.test',
    // UDP 443 is what strict networks still let through, and shows that nothing else takes it.
    mediaPorts: { udp: 443, tcp: 7881 },
  }
  await configure(setting, directory)
  const docker = createDocker(engine, directory)
  const { compose } = docker
  let build: readonly string[] = ['--build']
  return {
    ...setting,
    async up() {
      try {
        await compose('up', '-d', ...build, ...engine.upOptions, '--wait', '--wait-timeout', '120')
        build = []
      } catch (cause) {
        throw new Error(`It did not come up.\n${await compose('logs', '--tail', '20')}`, { cause })
      }
    },
    async down() {
      await compose('down')
    },
    async stop(service) {
      await compose('stop', service)
    },
    logs: () => compose('logs', '--no-color'),
    async sql(statement) {
      const psql = [
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
      return (await compose('exec', '-T', 'postgres', ...psql)).split('\n').filter((line) => line !== '')
    },
    kill: (service) => kill(service, docker),
    read: (file) => readFile(join(directory, '.parvis', file), 'utf8'),
    async [Symbol.asyncDispose]() {
      await compose('down', '--volumes', '--timeout', '5')
      await rm(directory, { recursive: true })
    },
  }
}

type Setting = Pick<Stack, 'domain' | 'address' | 'administratorEmail' | 'mediaPorts'>

async function configure(setting: Setting, directory: string): Promise<void> {
  const { domain, address, administratorEmail, mediaPorts } = setting
  const answers = [
    '--domain',
    domain,
    '--address',
    address,
    '--email',
    administratorEmail,
    '--tls',
    'internal',
  ]
  const ports = ['--udp-port', `${mediaPorts.udp}`, '--tcp-port', `${mediaPorts.tcp}`]
  await run(join(root, 'apps/deploy/configure.sh'), [...answers, ...ports, '--directory', directory])
}

type Command = (...options: readonly string[]) => Promise<string>

/** `docker` and `docker compose` for the stack in this directory; both resolve to the trimmed output. */
function createDocker(engine: Engine, directory: string): { docker: Command; compose: Command } {
  const env = { ...engine.env, PARVIS_IMAGE: 'parvis:test' }
  const limits = { maxBuffer: 64 * 1024 * 1024, timeout: 300_000 }
  const docker: Command = async (...options) =>
    (await run('docker', options, { cwd: root, env, ...limits })).stdout.trim()
  return {
    docker,
    compose: (...options) =>
      docker('compose', '-p', 'parvis-test', '--env-file', join(directory, '.env'), ...options),
  }
}

async function kill(
  service: ServiceName,
  { docker, compose }: ReturnType<typeof createDocker>,
): Promise<void> {
  const container = await compose('ps', '-q', service)
  const state = async (): Promise<readonly string[]> =>
    (await docker('inspect', '-f', '{{.State.Pid}} {{.State.Health.Status}}', container)).split(' ')
  const [pid] = await state()
  // NOTE `docker kill` counts as wished, and no restart policy follows it; the end of a process of the host does not.
  const image = await docker('inspect', '-f', '{{.Image}}', container)
  const asRoot = ['--rm', '--pid=host', '--network=none', '--user=0:0', '--entrypoint=sh']
  await docker('run', ...asRoot, image, '-c', `kill -9 ${pid}`)
  await waitUntil(`${service} is healthy`, async () => {
    const [now, health] = await state()
    return now !== pid && health === 'healthy'
  })
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
