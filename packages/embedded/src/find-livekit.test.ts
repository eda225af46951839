import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isAlive } from './alive.ts'
import { findLivekit, verifyChecksum } from './find-livekit.ts'
import { openDirectory } from './temporary.ts'

/** A machine that has nothing but these commands, shell scripts, and no network. */
async function openMachine(commands: Readonly<Record<string, string>>) {
  const directory = await openDirectory()
  for (const [name, script] of Object.entries(commands)) {
    const file = join(directory.path, name)
    await writeFile(file, script)
    await chmod(file, 0o755)
  }
  await mkdir(join(directory.path, 'cache'))
  vi.stubEnv('LIVEKIT_BIN', '')
  vi.stubEnv('PARVIS_CACHE_DIR', join(directory.path, 'cache'))
  vi.stubEnv('PATH', `${directory.path}:/usr/bin:/bin`)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
  })
  return directory
}

const ofVersion = (version: string): string => `#!/bin/sh\necho livekit-server version ${version}\n`

// In a test, the real Go and Docker of this machine do not count.
const none = { go: '#!/bin/sh\nexit 1\n', docker: '#!/bin/sh\nexit 1\n' }

test('livekit-server on PATH of the pinned version is taken', async () => {
  await using _ = await openMachine({ ...none, 'livekit-server': ofVersion('1.13.5') })
  expect(await findLivekit()).toBe('livekit-server')
})

const unfit: readonly [string, string, string][] = [
  ['of another version', ofVersion('1.9.0'), 'is version 1.9.0'],
  ['that prints something else', '#!/bin/sh\nhead -c 5000 /dev/zero\n', 'does not say which version it is'],
  ['that only ends with the pinned version', '#!/bin/sh\necho other 1.13.5\n', 'does not say'],
  ['that is no program', '\0\0\0\0', 'livekit-server on PATH: '],
]

test.each(unfit)('livekit-server on PATH %s is told and not taken', async (_name, script, reason) => {
  await using _ = await openMachine({ ...none, 'livekit-server': script })
  const lines: string[] = []
  await expect(findLivekit({ log: (line) => lines.push(line) })).rejects.toThrow(reason)
  expect(lines.join('\n')).toContain(`livekit-server on PATH is not used: `)
})

test('a build of LiveKit that is given up ends at once, with all that it started', async () => {
  const go = '#!/bin/sh\n[ "$1" = version ] && exit 0\nsleep 600 & echo $! >"$GOBIN/../pid"; wait\n'
  await using machine = await openMachine({ ...none, go })
  const giving = new AbortController()
  const finding = findLivekit({ giveUp: giving.signal })
  const file = join(machine.path, 'cache/pid')
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toMatch(/\n/), { timeout: 30_000 })
  const pid = Number(await readFile(file, 'utf8'))
  expect(isAlive(pid)).toBe(true)
  giving.abort()
  await expect(finding).rejects.toThrow('aborted')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000 })
})

test('a download of LiveKit that is given up ends at once, and no other way is tried', async () => {
  const { fetch } = globalThis
  await using _ = await openMachine(none)
  const giving = new AbortController()
  const mute = createServer(() => giving.abort()).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as AddressInfo
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}`, init))
  const lines: string[] = []
  await expect(findLivekit({ log: (line) => lines.push(line), giveUp: giving.signal })).rejects.toThrow(
    'aborted',
  )
  mute.close()
  expect(lines).toEqual([expect.stringMatching(/^downloading /)])
})

test('an archive whose bytes are not the pinned ones is refused', () => {
  const bytes = new TextEncoder().encode('abc')
  const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(() => verifyChecksum(bytes, sha256OfAbc)).not.toThrow()
  expect(() => verifyChecksum(bytes.slice(1), sha256OfAbc)).toThrow(`instead of ${sha256OfAbc}`)
})
