import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepLivekitSecrets, keepSecret } from './secrets.ts'
import { openDirectory } from './temporary.ts'

test('a secret is made once, kept, and readable by its owner only', async () => {
  await using directory = await openDirectory()
  const [first, ...others] = await Promise.all(
    Array.from({ length: 20 }, () => keepSecret(directory.path, 'a')),
  )
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(new Set(others)).toEqual(new Set([first]))
  expect(await readdir(directory.path)).toEqual(['a'])
  expect((await stat(join(directory.path, 'a'))).mode & 0o777).toBe(0o600)
})

test('every LiveKit key has a secret of its own', async () => {
  await using directory = await openDirectory()
  const secrets = await keepLivekitSecrets(directory.path)
  expect(Object.keys(secrets)).toEqual(['client', 'server', 'webhook'])
  expect(new Set(Object.values(secrets)).size).toBe(3)
})
