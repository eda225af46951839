import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { isAlive } from './alive.ts'
import { openDirectory } from './temporary.ts'

/** A runner whose command has started a process of its own. */
async function startRunner() {
  await using directory = await openDirectory()
  const file = join(directory.path, 'pid')
  const command = `sleep 600 & echo $! > ${file}; wait`
  const script = `
    import { runCommand } from '${new URL('./command.ts', import.meta.url).pathname}'
    await runCommand(['sh', '-c', ${JSON.stringify(command)}])
    await new Promise(() => setInterval(() => undefined, 1000))`
  const runner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  const ended = once(runner, 'exit')
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toMatch(/\n/), { timeout: 30_000 })
  return { runner, ended, pid: Number(await readFile(file, 'utf8')) }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a runner that gets %s alone takes along all that its command started, and ends by that signal',
  async (signal) => {
    const { runner, ended, pid } = await startRunner()
    expect(isAlive(pid)).toBe(true)
    runner.kill(signal)
    expect(await ended).toEqual([null, signal])
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000 })
  },
)
