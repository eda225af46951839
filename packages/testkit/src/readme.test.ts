import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '@parvis/embedded/repository'
import { expect, test } from 'vitest'

const homes = ['apps/api/src/features', 'apps/web/src/features']

test('the README’s map names every slice, and none that is not there', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const rows = readme.slice(readme.indexOf('| slices'), readme.indexOf('`apps/api/src/app.ts` is'))
  const named = new Set([...rows.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name))
  const kept = await Promise.all(homes.map((home) => readdir(join(root, home))))
  expect(named).toEqual(new Set(kept.flat()))
})

test('every file that the README and the guides lead to is there', async () => {
  const guides = (await readdir(join(root, 'apps/docs/guides'))).map((file) => `apps/docs/guides/${file}`)
  const missing: string[] = []
  for (const file of ['README.md', ...guides]) {
    const text = await readFile(join(root, file), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      const path = join(root, file, '..', target)
      await readdir(path).catch(() => readFile(path).catch(() => missing.push(`${file}: ${target}`)))
    }
  }
  expect(missing).toEqual([])
})
