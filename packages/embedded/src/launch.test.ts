import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './repository.ts'
import { openDirectory } from './temporary.ts'

const wanted = {
  'node_modules/express': { version: '5.0.0' },
  'node_modules/native': {
    version: '1.0.0',
    optional: true,
    os: [process.platform],
    cpu: [process.arch],
  },
  'node_modules/native-elsewhere': { version: '1.0.0', optional: true, os: ['plan9'], cpu: ['mips'] },
  'node_modules/@parvis/api': { resolved: 'apps/api', link: true },
}

/** A clone with everything installed, where `npm` says what it is asked for and ends with 7. */
async function openClone() {
  const directory = await openDirectory()
  const at = (path: string): string => join(directory.path, path)
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(at(path)), { recursive: true })
    await writeFile(at(path), text)
  }
  const writeLock = (path: string, packages: object): Promise<void> =>
    write(path, JSON.stringify({ packages }))
  await mkdir(at('packages/embedded/bin'), { recursive: true })
  await cp(join(root, 'packages/embedded/bin/launch.mjs'), at('packages/embedded/bin/launch.mjs'))
  await write(
    'packages/embedded/bin/start.mjs',
    "import { launch } from './launch.mjs'\nawait launch('./started.mjs')",
  )
  await write('packages/embedded/bin/started.mjs', "console.log('started')")
  await write('node_modules/tsx/package.json', '{"type":"module","exports":{"./esm/api":"./api.js"}}')
  await write('node_modules/tsx/api.js', 'export const register = () => undefined')
  const { 'node_modules/native-elsewhere': _, ...installed } = wanted
  for (const path of Object.keys(installed)) await write(`${path}/package.json`, '{}')
  await writeLock('package-lock.json', wanted)
  await writeLock('node_modules/.package-lock.json', installed)
  await write('path/npm', '#!/bin/sh\necho npm "$@"\nexit 7\n')
  await chmod(at('path/npm'), 0o755)
  return {
    writeLock,
    installed,
    remove: (path: string) => rm(at(path), { recursive: true }),
    start: async () => {
      const env = { ...process.env, PATH: `${at('path')}:${process.env.PATH}` }
      const child = spawn(process.execPath, [at('packages/embedded/bin/start.mjs')], { env })
      let output = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
      const [code] = await once(child, 'close')
      return { code, output: output.trim().split('\n').at(-1) }
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  }
}

type Clone = Awaited<ReturnType<typeof openClone>>

test('what is installed as package-lock.json wants it is not installed again', async () => {
  await using clone = await openClone()
  expect(await clone.start()).toEqual({ code: 0, output: 'started' })
})

const lacking: readonly [string, (clone: Clone) => Promise<void>][] = [
  ['an install that was cut off before its end', ({ remove }) => remove('node_modules/.package-lock.json')],
  ['a package that was taken away', ({ remove }) => remove('node_modules/express')],
  ['a link to a workspace that is missing', ({ remove }) => remove('node_modules/@parvis/api')],
  [
    'another version than was pulled',
    ({ writeLock }) =>
      writeLock('package-lock.json', { ...wanted, 'node_modules/express': { version: '5.0.1' } }),
  ],
  [
    'a package that was pulled anew',
    ({ writeLock }) =>
      writeLock('package-lock.json', { ...wanted, 'node_modules/helmet': { version: '8.0.0' } }),
  ],
  [
    'a package of this platform that was left out',
    ({ writeLock, installed }) =>
      writeLock('node_modules/.package-lock.json', { ...installed, 'node_modules/native': undefined }),
  ],
]

test.each(lacking)('%s is put right by an install of everything', async (_name, damage) => {
  await using clone = await openClone()
  await damage(clone)
  expect(await clone.start()).toEqual({ code: 7, output: 'npm ci --include=dev' })
})
