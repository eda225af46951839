import { parse } from 'yaml'
import * as z from 'zod'

const list = z.array(z.string()).default([])
const named = z.record(z.string(), z.coerce.string()).default({})

const service = z.object({
  image: z.string(),
  user: z.string().optional(),
  restart: z.string().optional(),
  read_only: z.boolean().default(false),
  privileged: z.boolean().default(false),
  network_mode: z.string().optional(),
  pid: z.string().optional(),
  ipc: z.string().optional(),
  cap_drop: list,
  cap_add: list,
  security_opt: list,
  devices: list,
  ports: list,
  networks: list,
  secrets: list,
  volumes: list,
  environment: named,
  build: z.object({ args: named }).optional(),
  healthcheck: z.object({ disable: z.boolean().default(false) }).optional(),
  stop_grace_period: z.string().optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
})

const composeFile = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) }).nullable()),
  secrets: z.record(z.string(), z.object({ file: z.string().optional() })),
})

/** docker-compose.yml, as far as the rules look at it; variables stand as they are written. */
export type ComposeFile = z.output<typeof composeFile>
type Service = z.output<typeof service>

/** @throws ZodError when it is no compose file of the form that we write. */
export function readCompose(text: string): ComposeFile {
  return composeFile.parse(parse(text, { merge: true }))
}

/** What is beside the compose file and decides about it. */
export interface Surroundings {
  /** Text of the Dockerfile of services that are built here. */
  readonly dockerfile: string
  readonly livekitVersion: string
}

/** Everything in which the file is unfit for production, one sentence for each. */
export function findFaults(file: ComposeFile, surroundings: Surroundings): readonly string[] {
  const services = Object.entries(file.services).flatMap(([name, service]) =>
    [
      ...findImageFaults(name, service, surroundings),
      ...findPortFaults(name, service),
      ...findLifeFaults(name, service, surroundings),
      ...findPrivilegeFaults(name, service),
      ...findSecretFaults(service),
    ].map((fault) => `${name} ${fault}`),
  )
  return [...services, ...findFileFaults(file), ...findNetworkFaults(file)]
}

const variable = /\$\{(\w+)(?::?-([^}]*)|:?\?[^}]*)?\}/g

/** `text` as compose reads it when nobody set a variable. */
export function withDefaults(text: string): string {
  return text.replace(variable, (_all, _name, value: string | undefined) => value ?? '')
}

function findImageFaults(name: string, service: Service, { livekitVersion }: Surroundings): string[] {
  const images = [service.image, service.build?.args['NODE_IMAGE']].filter((image) => image !== undefined)
  const faults = images.flatMap((image) => [
    ...(/^\$\{\w+:-/.test(image) ? [] : [`has an image that no variable can pin: ${image}`]),
    ...(service.build && image === service.image ? [] : findTagFaults(withDefaults(image))),
  ])
  const expected = `livekit/livekit-server:v${livekitVersion}`
  if (name === 'livekit' && withDefaults(service.image) !== expected) faults.push(`is not ${expected}`)
  return faults
}

function findTagFaults(image: string): string[] {
  return /:v?\d[\w.-]*$|@sha256:[0-9a-f]{64}$/.test(image) ? [] : [`has an image without a version: ${image}`]
}

const publishable: Readonly<Record<string, readonly string[]>> = {
  caddy: ['80:80', '443:443'],
  livekit: ['7882:7882/udp', '7881:7881/tcp'],
}

function findPortFaults(name: string, { ports }: Service): string[] {
  return ports
    .map(withDefaults)
    .filter((port) => !publishable[name]?.includes(port))
    .map((port) => `publishes ${port}`)
}

function findLifeFaults(name: string, service: Service, { dockerfile }: Surroundings): string[] {
  const faults: string[] = []
  if (!['unless-stopped', 'always'].includes(service.restart ?? ''))
    faults.push('does not come back by itself')
  const checked = service.healthcheck
    ? !service.healthcheck.disable
    : service.build && /^HEALTHCHECK (?!NONE)/m.test(dockerfile)
  if (!checked) faults.push('has no health check')
  if (!service.mem_limit || !service.pids_limit) faults.push('has no limit of memory or processes')
  const graceSeconds = toSeconds(withDefaults(service.stop_grace_period ?? ''))
  const neededSeconds = name === 'livekit' ? 1800 : 30
  if (graceSeconds < neededSeconds) faults.push(`is killed ${graceSeconds} s after it was asked to stop`)
  return faults
}

/** Seconds of a duration as compose writes it; 10, its own default, when there is none. */
function toSeconds(duration: string): number {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(duration) ?? [undefined, '10', 's']
  return Number(amount) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)
}

const capabilities: Readonly<Record<string, readonly string[]>> = { caddy: ['NET_BIND_SERVICE'] }

function findPrivilegeFaults(name: string, service: Service): string[] {
  const faults: string[] = []
  if (!service.read_only) faults.push('can write to its root')
  if (!service.cap_drop.includes('ALL')) faults.push('keeps capabilities')
  if (service.cap_add.some((capability) => !capabilities[name]?.includes(capability)))
    faults.push(`adds ${service.cap_add.join(', ')}`)
  if (!service.security_opt.includes('no-new-privileges:true')) faults.push('may gain privileges')
  if (!service.user || /^(0|root)\b/.test(withDefaults(service.user))) faults.push('runs as root')
  const shared = [service.network_mode, service.pid, service.ipc].some((mode) => mode === 'host')
  if (service.privileged || shared || service.devices.length > 0) faults.push('shares the host')
  if (service.volumes.some((volume) => /docker\.sock|^\/(:|$)/.test(volume))) faults.push('holds the host')
  return faults
}

const secretName = /SECRET|PASSWORD|TOKEN|API_KEY|DATABASE_URL|SMTP_URL/

function findSecretFaults({ environment }: Service): string[] {
  return Object.entries(environment)
    .filter(([name]) => secretName.test(name))
    .filter(([name, value]) => !name.endsWith('_FILE') || !withDefaults(value).startsWith('/run/secrets/'))
    .map(([name]) => `takes ${name} from elsewhere than a secret file`)
}

function findFileFaults({ secrets }: ComposeFile): string[] {
  return Object.entries(secrets)
    .filter(([, { file }]) => !file?.startsWith('${PARVIS_DIRECTORY:-./.parvis}/secrets/'))
    .map(([name]) => `the secret ${name} is not a file that configure.sh makes`)
}

function findNetworkFaults({ services, networks }: ComposeFile): string[] {
  const faults = networks['database']?.internal ? [] : ["the database's network has a way out"]
  const onDatabase = Object.keys(services).filter((name) => services[name]?.networks.includes('database'))
  if (onDatabase.join() !== 'api,postgres') faults.push(`on the database's network: ${onDatabase.join()}`)
  if (services['postgres']?.networks.length !== 1) faults.push('postgres has another network than its own')
  // Media come in on the network whose ports are published, and LiveKit answers from any that it has.
  if (services['livekit']?.networks.length !== 1) faults.push('livekit has more than one network')
  return faults
}
