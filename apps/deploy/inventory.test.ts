import { readFileSync } from 'node:fs'
import { livekitVersion } from '@parvis/embedded/livekit-versions'
import { expect, test } from 'vitest'
import { readCompose, withDefaults } from './compose-rules.ts'
import { createSbom } from './sbom.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const compose = readCompose(read('docker-compose.yml'))
const services = Object.entries(compose.services)

/** The words in code of each row below a heading of the inventory, column by column. */
function tableBelow(heading: string): readonly (readonly (readonly string[])[])[] {
  const [, section = ''] = read('apps/docs/inventory.md').split(`\n## ${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
  )
}

const sorted = <Row>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))

test('C03: the inventory names every service with its image, its networks and what it publishes', () => {
  const running = services.map(([name, { image, networks, ports }]) => {
    const published = ports.map((port) => withDefaults(port).split(':').at(-1) ?? '')
    return [[name], [withDefaults(image)], networks, published.map((port) => port.replace(/^\d+$/, '$&/tcp'))]
  })
  const written = tableBelow('Processus').map(([name, , ...rest]) => [name, ...rest])
  expect(sorted(written)).toEqual(sorted(running))
})

test('C03: the inventory names every secret and who reads it', () => {
  const kept = Object.keys(compose.secrets).map((secret) => [
    [secret],
    services.filter(([, { secrets }]) => secrets.includes(secret)).map(([name]) => name),
  ])
  expect(sorted(tableBelow('Secrets').map(([secret, , readers]) => [secret, readers]))).toEqual(sorted(kept))
})

test('C03: the inventory names every place where data are kept, and who holds it', () => {
  const mounted = services.flatMap(([name, { volumes }]) =>
    volumes.map((volume) => [[withDefaults(volume).split(':')[0]?.replace(/^\.\//, '')], [name]]),
  )
  expect(sorted(tableBelow('Données').map(([place, , holder]) => [place, holder]))).toEqual(sorted(mounted))
})

test('C03, C41: the SBOM names every package of the lock and every image, with the version that is installed', async () => {
  const { components, metadata } = await createSbom()
  expect(metadata.component.name).toBe('parvis')
  interface Locked {
    readonly version?: string
    readonly link?: boolean
    readonly dev?: boolean
    readonly devOptional?: boolean
    readonly optional?: boolean
  }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
  const locked = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  )
  const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? ''
  const namesOf = (of: typeof locked) =>
    [...new Set(of.map(([path, { version }]) => `${nameOf(path)}@${version}`))].toSorted()
  const from = (type: string) =>
    components
      .filter(({ purl }) => purl.startsWith(`pkg:${type}/`) && !purl.startsWith('pkg:npm/%40parvis/'))
      .map(({ purl, scope }) => ({ name: decodeURIComponent(purl.replace(/^pkg:\w+\/|\?.*$/g, '')), scope }))
  const npm = from('npm')
  expect(npm.map(({ name }) => name).toSorted()).toEqual(namesOf(locked))
  const needed = npm.filter(({ scope }) => scope === 'required').map(({ name }) => name)
  const ours = locked.filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional)
  expect(needed).toEqual(expect.arrayContaining(namesOf(ours)))
  const elsewhere = namesOf(locked.filter(([, { dev }]) => !dev))
  const tools = namesOf(locked.filter(([, { dev }]) => dev)).filter((name) => !elsewhere.includes(name))
  expect(tools.filter((name) => needed.includes(name))).toEqual([])
  expect(from('docker').map(({ name }) => name)).toEqual(
    expect.arrayContaining([`livekit/livekit-server@v${livekitVersion}`, 'postgres@17', 'caddy@2']),
  )
})
