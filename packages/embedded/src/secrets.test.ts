import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepLivekitSecrets, keepSecret } from './secrets.ts'
import { openDirectory } from './temporary.ts'

test('a secret is made once, kept, and readable by its owner only', async () => {
  await using directory = await openDirectory()
  const [first, second] = await Promise.all([
    keepSecret(directory.path, 'a'),
    keepSecret(directory.path, 'a'),
  ])
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(second).toBe(first)
  expect((await stat(join(directory.path, 'a'))).mode & 0o777).toBe(0o600)
})

test('every LiveKit key has a secret of its own', async () => {
  await using directory = await openDirectory()
  const secrets = await keepLivekitSecrets(directory.path)
  expect(Object.keys(secrets)).toEqual(['client', 'server', 'webhook'])
  expect(new Set(Object.values(secrets)).size).toBe(3)
})
