import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingNames } from './platform/config.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const compose = read('docker-compose.yml')

/** What the image and the network of its containers fix, and what belongs to one machine without Docker. */
const fixed = ['HOST', 'PORT', 'WEB_ROOT', 'MIGRATIONS_DIR', 'METRICS_PORT', 'PARVIS_EMBEDDED', 'RATE_LIMITS']

test('every setting of the API reaches it in production', () => {
  const given = settingNames.filter((name) => new RegExp(`^ {6}${name}(_FILE)?: `, 'm').test(compose))
  expect(settingNames.filter((name) => !given.includes(name)).toSorted()).toEqual(fixed.toSorted())
})

/** What configure.sh writes at the wish of its options, and what the build makes. */
const written = ['PARVIS_DIRECTORY', 'MEDIA_UDP_PORT', 'MEDIA_TCP_PORT', 'PARVIS_IMAGE']

test('every setting that .env may hold stands in the guide for operators', () => {
  const guide = read('apps/docs/guides/deploying.md')
  const asked = [...compose.matchAll(/\$\{([A-Z_]+)(:?-|-)/g)].map(([, name = '']) => name)
  const told = (name: string) => guide.includes(`\`${name}\``) || guide.includes(`${name}=`)
  expect([...new Set(asked)].filter((name) => !told(name)).toSorted()).toEqual(written.toSorted())
})
