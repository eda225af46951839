import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { isAlive } from './alive.ts'
import { startProcess, type ProcessOptions } from './processes.ts'

const run = promisify(execFile)

function nodeProcess(script: string, options: Partial<ProcessOptions> = {}) {
  return startProcess({ name: 'The child', command: process.execPath, args: ['-e', script], ...options })
}

// Only what fails waits so long.
const patient = { timeout: 30_000, interval: 20 }

const forEver = 'setInterval(() => {}, 1000)'

test('what ends while starting is reported with its last words', async () => {
  const starting = nodeProcess('console.error("no room left"); process.exitCode = 3', {
    ready: waitForEver,
  })
  await expect(starting).rejects.toThrow('The child ended while starting (code 3).\nno room left')
})

test('what never gets ready is stopped and reported', async () => {
  const pids: number[] = []
  const starting = nodeProcess(forEver, {
    startMs: 300,
    ready: (signal, pid) => {
      pids.push(pid)
      return waitForEver(signal)
    },
  })
  await expect(starting).rejects.toThrow('The child does not answer in time.')
  expect(pids.map(isAlive)).toEqual([false])
})

test('what is given up while it starts is stopped at once', async () => {
  const giving = new AbortController()
  const pids: number[] = []
  const starting = nodeProcess(forEver, {
    giveUp: giving.signal,
    ready: (signal, pid) => {
      pids.push(pid)
      giving.abort()
      return waitForEver(signal)
    },
  })
  await expect(starting).rejects.toThrow('The child was stopped while starting.')
  expect(pids.map(isAlive)).toEqual([false])
})

test('what is kept alive comes back when it dies', async () => {
  await using child = await nodeProcess(forEver, { keepAlive: true })
  const first = child.pid
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(child.pid).not.toBe(first), patient)
  expect([isAlive(first), isAlive(child.pid)]).toEqual([false, true])
})

test('what is not kept alive stays dead until it is restarted', async () => {
  await using child = await nodeProcess(forEver)
  const first = child.pid
  child.kill('SIGKILL')
  await child.ended()
  expect([child.pid, isAlive(first)]).toEqual([first, false])
  await child.restart()
  expect(isAlive(child.pid)).toBe(true)
})

test('what ignores the request to stop is stopped by force', async () => {
  const lines: string[] = []
  const script = `process.on('SIGTERM', () => console.log('no')); console.log('up'); ${forEver}`
  const child = await nodeProcess(script, { graceMs: 2000, log: (line) => lines.push(line) })
  await vi.waitFor(() => expect(lines).toEqual(['up']), patient)
  await child[Symbol.asyncDispose]()
  expect([lines, isAlive(child.pid)]).toEqual([['up', 'no'], false])
})

test.runIf(process.platform === 'linux')(
  'a child does not survive its parent, however that ends',
  async () => {
    const script = `
    import { startProcess } from '${new URL('./processes.ts', import.meta.url).pathname}'
    const child = await startProcess({ name: 'child', command: process.execPath, args: ['-e', '${forEver}'] })
    console.log(child.pid)
    process.kill(process.pid, 'SIGKILL')`
    const parent = run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]).catch(
      (killed: { stdout: string }) => killed,
    )
    const pid = Number((await parent).stdout)
    expect(pid).toBeGreaterThan(0)
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patient)
  },
)

function waitForEver(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
}
