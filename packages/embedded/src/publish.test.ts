import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { publish } from './publish.ts'
import { openDirectory } from './temporary.ts'

/** Publishes builds one after another; each is the names of its files with what is in them. */
async function openSite() {
  const directory = await openDirectory()
  const target = join(directory.path, 'dist')
  const read = (file: string) => readFile(join(target, file), 'utf8').catch(() => undefined)
  return {
    read,
    publishOn: async (day: string, build: Readonly<Record<string, string>>) => {
      const built = join(directory.path, day)
      for (const [file, text] of Object.entries(build)) {
        await mkdir(dirname(join(built, file)), { recursive: true })
        await writeFile(join(built, file), text)
      }
      await publish(built, target, new Date(`${day}T12:00:00Z`))
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  }
}

test('who opened the page before a new build still finds its code, for a week', async () => {
  await using site = await openSite()
  await site.publishOn('2030-01-01', { 'index.html': 'old', 'assets/chat-1.js': 'chat 1' })
  await site.publishOn('2030-03-01', { 'index.html': 'new', 'assets/chat-2.js': 'chat 2' })
  expect(await site.read('index.html')).toBe('new')
  expect(await site.read('assets/chat-1.js')).toBe('chat 1')
  await site.publishOn('2030-03-07', { 'index.html': 'newer', 'assets/chat-3.js': 'chat 3' })
  expect(await site.read('assets/chat-1.js')).toBe('chat 1')
  await site.publishOn('2030-03-10', { 'index.html': 'newest', 'assets/chat-3.js': 'chat 3' })
  expect(await site.read('assets/chat-1.js')).toBeUndefined()
  expect([await site.read('assets/chat-2.js'), await site.read('assets/chat-3.js')]).toEqual([
    'chat 2',
    'chat 3',
  ])
})
