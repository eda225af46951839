import { readFileSync } from 'node:fs'
import { livekitVersion } from '@parvis/embedded/livekit-versions'
import { apiFlags } from '@parvis/embedded/applications'
import { expect, test } from 'vitest'
import { findFaults, readCompose } from './compose-rules.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const text = read('../../docker-compose.yml')
const dockerfile = read('Dockerfile')
const caddyfile = read('Caddyfile')

/** The faults after one edit, which must really change the file. */
function faultsWith(found: string | RegExp, replacement: string): readonly string[] {
  const edited = text.replace(found, replacement)
  expect(edited).not.toBe(text)
  return findFaults(readCompose(edited), { dockerfile, livekitVersion })
}

test('the compose file is fit for production', () => {
  expect(findFaults(readCompose(text), { dockerfile, livekitVersion })).toEqual([])
})

test.each([
  [/caddy:2\}/, 'caddy:latest}', ['caddy has an image without a version: caddy:latest']],
  [/caddy:2\}/, 'caddy}', ['caddy has an image without a version: caddy']],
  [
    '${POSTGRES_IMAGE:-postgres:17}',
    'postgres:17',
    ['postgres has an image that no variable can pin: postgres:17'],
  ],
  ['node:24-bookworm-slim', 'node:lts', ['api has an image without a version: node:lts']],
  ['server:v1.13.5', 'server:v1.13.4', [`livekit is not livekit/livekit-server:v${livekitVersion}`]],
])('an image has a version, which can be pinned: %s → %s', (found, replacement, faults) => {
  expect(faultsWith(found, replacement)).toEqual(faults)
})

test.each([
  ["'443:443']", "'443:443', '8080:8080']", ['caddy publishes 8080:8080']],
  [
    '    networks: [database]\n',
    "    networks: [database]\n    ports: ['5432:5432']\n",
    ['postgres publishes 5432:5432'],
  ],
  ['7882}/udp', '7882}/udp\n      - 7880:7880', ['livekit publishes 7880:7880']],
])('nothing is published but 80, 443 and media: %s', (found, replacement, faults) => {
  expect(faultsWith(found, replacement)).toEqual(faults)
})

test.each([
  [
    /healthcheck:\n {6}test: \[CMD, pg_isready.*/,
    'healthcheck:\n      disable: true',
    ['postgres has no health check'],
  ],
  [
    'restart: unless-stopped',
    "restart: 'no'",
    ['caddy', 'api', 'postgres', 'livekit'].map((name) => `${name} does not come back by itself`),
  ],
  ['${SFU_STOP_GRACE:-1h}', '${SFU_STOP_GRACE:-10m}', ['livekit is killed 600 s after it was asked to stop']],
  ['stop_grace_period: 1m\n', '\n', ['postgres is killed 10 s after it was asked to stop']],
  ['mem_limit: ${API_MEMORY:-512m}', '', ['api has no limit of memory or processes']],
])(
  'every service is watched, restarted, limited and stopped with patience: %s → %s',
  (found, replacement, faults) => {
    expect(faultsWith(found, replacement)).toEqual(faults)
  },
)

test('the API runs as everywhere else', () => {
  expect(dockerfile).toContain(
    `CMD ${JSON.stringify(['node', ...apiFlags, 'api/main.js']).replaceAll(',', ', ')}\n`,
  )
})

test('the health check of what is built here stands in its Dockerfile', () => {
  const without = dockerfile.replace(/^HEALTHCHECK .*/m, 'HEALTHCHECK NONE')
  expect(findFaults(readCompose(text), { dockerfile: without, livekitVersion })).toEqual([
    'api has no health check',
  ])
})

test.each([
  [/user: '999:999'/, "user: 'root'", ['postgres runs as root']],
  [/user: '999:999'\n/, '\n', ['postgres runs as root']],
  [/user: '999:999'/, "user: '999:999'\n    privileged: true", ['postgres shares the host']],
  [/user: '999:999'/, "user: '999:999'\n    read_only: false", ['postgres can write to its root']],
  [/user: '999:999'/, "user: '999:999'\n    network_mode: host", ['postgres shares the host']],
  [/user: '999:999'/, "user: '999:999'\n    cap_drop: []", ['postgres keeps capabilities']],
  [/user: '999:999'/, "user: '999:999'\n    security_opt: []", ['postgres may gain privileges']],
  [/cap_add: .*/, 'cap_add: [NET_BIND_SERVICE, SYS_ADMIN]', ['caddy adds NET_BIND_SERVICE, SYS_ADMIN']],
  [
    '- postgres:/var/lib',
    '- /var/run/docker.sock:/docker.sock\n      - postgres:/var/lib',
    ['postgres holds the host'],
  ],
])('a service has no more rights than it needs: %s → %s', (found, replacement, faults) => {
  expect(faultsWith(found, replacement)).toEqual(faults)
})

test.each([
  [
    /POSTGRES_PASSWORD_FILE: .*/,
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-parvis}',
    ['postgres takes POSTGRES_PASSWORD from elsewhere than a secret file'],
  ],
  [
    /DATABASE_URL_FILE: .*/,
    'DATABASE_URL_FILE: /app/default-url',
    ['api takes DATABASE_URL_FILE from elsewhere than a secret file'],
  ],
  [
    /postgres-password: \{ file: .*/,
    'postgres-password: { file: ./apps/deploy/default-password }',
    ['the secret postgres-password is not a file that configure.sh makes'],
  ],
])('there is no default secret: %s', (found, replacement, faults) => {
  expect(faultsWith(found, replacement)).toEqual(faults)
})

test.each([
  ['database: { internal: true }', 'database: { internal: false }', ["the database's network has a way out"]],
  ['networks: [database]\n', 'networks: [database, front]\n', ['postgres has another network than its own']],
  [
    'networks: [front]\n    volumes:\n',
    'networks: [front, database]\n    volumes:\n',
    ["on the database's network: caddy,api,postgres"],
  ],
  [
    'networks: [front]\n    volumes: [',
    'networks: [front, database]\n    volumes: [',
    ["on the database's network: api,postgres,livekit", 'livekit has more than one network'],
  ],
])(
  'the database is reached by the API alone, and LiveKit by one network: %s',
  (found, replacement, faults) => {
    expect(faultsWith(found, replacement)).toEqual(faults)
  },
)

test('the health checks that read ports name those that are configured', () => {
  const toHex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  expect(text).toContain(`":${toHex(443)} .* 0A "`)
  expect(text).toContain(`":${toHex(7880)} .* 0A "`)
})

test('C41: the image is built from a version, runs as an ordinary user and installs without scripts', () => {
  expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24-/m)
  expect(dockerfile.match(/^FROM .*/gm)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^FROM \$\{NODE_IMAGE\}/)]),
  )
  expect(dockerfile.match(/^FROM (?!\$\{NODE_IMAGE\})/m)).toBeNull()
  expect(dockerfile.match(/npm (ci|install)(?! --ignore-scripts)/)).toBeNull()
  expect(
    dockerfile
      .trimEnd()
      .split('\n')
      .findLast((line) => line.startsWith('USER ')),
  ).toBe('USER node')
})

test('A58, A61: no line of caddy keeps a query, a cookie or a whole address', () => {
  const [, globals] = /\n\tlog \{\n([^]*?)\n\t\}\n/.exec(caddyfile) ?? []
  expect(globals).toContain('request>uri regexp (?:/calendar/|\\?).* ""')
  expect(globals).toContain('request>headers delete')
  expect(globals).toContain('request>remote_ip ip_mask')
  // One logger for all: a site with an output of its own would go round the filter.
  expect(caddyfile.match(/^\tlog( .*)?$/gm)).toEqual(['\tlog {', '\tlog'])
})
