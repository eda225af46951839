import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, utimes } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test, vi } from 'vitest'
import { buildChanged } from './build.ts'
import { freePort } from './ports.ts'
import { root } from './repository.ts'
import { openDirectory } from './temporary.ts'

const run = promisify(execFile)
const minute = 60_000

/** Disposing ends it, unless it has ended. */
interface Started extends AsyncDisposable {
  readonly url: string
  readonly child: ChildProcess
  readonly output: () => string
  /** As Ctrl-C does; gives the exit code. */
  interrupt(): Promise<number>
}

function spawnStart(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(root, 'packages/embedded/bin/start.mjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ended = once(child, 'close').then(([code]) => Number(code))
  return { child, ended, output: () => output }
}

async function start(
  directory: string,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Started> {
  const started = spawnStart({ PARVIS_DATA_DIR: directory, ...env }, args)
  const { output } = started
  const interrupt = (): Promise<number> => {
    started.child.kill('SIGINT')
    return started.ended
  }
  await vi.waitFor(() => expect(output()).toMatch(/^Ready in .* s: http/m), { timeout: minute, interval: 50 })
  return {
    ...started,
    url: /^Ready in .* s: (http\S+)$/m.exec(output())?.[1] ?? '',
    interrupt,
    [Symbol.asyncDispose]: async () => void (await interrupt()),
  }
}

async function processesOn(directory: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-eo', 'pid,args'])
  return stdout.split('\n').filter((line) => line.includes(directory))
}

/** Waits: a process that PostgreSQL makes is called like PostgreSQL itself at first, and one that is killed takes its time. */
function expectProcesses(directory: string, count: number): Promise<void> {
  return vi.waitFor(async () => expect(await processesOn(directory)).toHaveLength(count), { timeout: minute })
}

const administrator = { email: 'ada@example.org', password: 'a long enough password' }

async function signIn(url: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(administrator),
  })
  return response.status
}

// NOTE a changed page or API would otherwise be built within the time of the first test
beforeAll(async () => void (await buildChanged()), 3 * minute)

test(
  'one port serves page and API; Ctrl-C leaves nothing; the next start resumes with the accounts',
  async () => {
    await using directory = await openDirectory()
    await using first = await start(directory.path, {
      PARVIS_ADMIN_EMAIL: administrator.email,
      PARVIS_ADMIN_PASSWORD: administrator.password,
    })
    expect(first.output()).not.toContain('First administrator')
    const page = await fetch(first.url)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await (await fetch(`${first.url}/readyz`)).json()).toEqual({ status: 'ready' })
    await expectProcesses(directory.path, 2)
    expect(await first.interrupt()).toBe(0)
    expect(await processesOn(directory.path)).toEqual([])

    await using second = await start(directory.path)
    expect(await signIn(second.url)).toBe(201)
    expect(await second.interrupt()).toBe(0)
  },
  3 * minute,
)

test(
  'while there is no account, a link that makes the first administrator is printed',
  async () => {
    await using directory = await openDirectory()
    await using started = await start(directory.path)
    const [, link = ''] = /^First administrator: (\S+)$/m.exec(started.output()) ?? []
    expect(link).toMatch(new RegExp(`^${started.url}/setup\\?token=[\\w-]{43}$`))
    expect(await started.interrupt()).toBe(0)
  },
  2 * minute,
)

test.runIf(process.platform === 'linux')(
  'npm run dev, at an address of its own: who signs in is known, the API restarts when its code changes, and requests that come meanwhile wait for it',
  async () => {
    await using directory = await openDirectory()
    const env = {
      HOST: '127.0.0.2',
      PARVIS_ADMIN_EMAIL: administrator.email,
      PARVIS_ADMIN_PASSWORD: administrator.password,
    }
    await using started = await start(directory.path, env, ['--dev'])
    expect(started.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/)
    expect(await signIn(started.url)).toBe(201)
    const countStarts = async (): Promise<number> =>
      (await readFile(join(directory.path, 'logs/api.log'), 'utf8')).split('"listening"').length - 1
    expect(await countStarts()).toBe(1)
    const now = new Date()
    await utimes(join(root, 'apps/api/src/main.ts'), now, now)
    const statuses: number[] = []
    const askOnce = async (): Promise<number> => {
      statuses.push((await fetch(`${started.url}/api/v1/me`)).status)
      return countStarts()
    }
    await expect.poll(askOnce, { timeout: 2 * minute, interval: 200 }).toBe(2)
    // The one that was under way when the old process ended.
    const cutOff = statuses.indexOf(502)
    expect(new Set(statuses.toSpliced(cutOff, cutOff < 0 ? 0 : 1))).toEqual(new Set([401]))
    expect(await started.interrupt()).toBe(0)
    expect(await processesOn(directory.path)).toEqual([])
  },
  5 * minute,
)

test(
  'two instances with data of their own live side by side',
  async () => {
    await using one = await openDirectory()
    await using two = await openDirectory()
    const starting = [start(one.path), start(two.path)] as const
    await using first = await starting[0]
    await using second = await starting[1]
    const instances = [first, second]
    expect(new Set(instances.map(({ url }) => url)).size).toBe(2)
    for (const { url } of instances) expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(await Promise.all(instances.map((instance) => instance.interrupt()))).toEqual([0, 0])
  },
  3 * minute,
)

test(
  'a start that is killed takes its children with it',
  async () => {
    await using directory = await openDirectory()
    await using started = await start(directory.path)
    await expectProcesses(directory.path, 2)
    started.child.kill('SIGKILL')
    await expectProcesses(directory.path, 0)
  },
  2 * minute,
)

test(
  'a stop in the middle of a start ends it at once, without an error, and nothing stays behind',
  async () => {
    await using directory = await openDirectory()
    const { child, ended, output } = spawnStart({ PARVIS_DATA_DIR: directory.path })
    // NOTE one part has started by then and others have not
    await vi.waitFor(() => expect(output()).toMatch(/^ +\S+ s {2}/m), { timeout: minute, interval: 5 })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const told = output().split('\n')
    expect(told.filter((line) => line !== '' && !/^ +\S+ s {2}/.test(line))).toEqual(['Stopping'])
    expect(await processesOn(directory.path)).toEqual([])
  },
  minute,
)

test(
  'a database that cannot be used is one clear sentence without its password, and nothing stays behind',
  async () => {
    await using directory = await openDirectory()
    const nobody = await freePort()
    const { ended, output } = spawnStart({
      PARVIS_DATA_DIR: directory.path,
      DATABASE_URL: `postgresql://ada:a-password@127.0.0.1:${nobody}/parvis`,
    })
    expect(await ended).toBe(1)
    const [, told = ''] = output().split('\n\n')
    expect(told.trim().split('\n')).toEqual([
      'The API ended while starting (code 1).',
      `The database 127.0.0.1:${nobody}/parvis cannot be used: connect ECONNREFUSED 127.0.0.1:${nobody}`,
    ])
    expect(output()).not.toContain('a-password')
    expect(await processesOn(directory.path)).toEqual([])
  },
  minute,
)

test(
  'a given port that is in use is one clear sentence, and nothing stays behind',
  async () => {
    await using directory = await openDirectory()
    const port = await freePort()
    const program = createServer().listen(port, '127.0.0.1')
    await once(program, 'listening')
    const { ended, output } = spawnStart({ PARVIS_DATA_DIR: directory.path, PORT: String(port) })
    expect(await ended).toBe(1)
    program.close()
    expect(output().trim()).toBe(
      `Port ${port} is in use by another program: set PORT to a free one, or leave it unset.`,
    )
    expect(await processesOn(directory.path)).toEqual([])
  },
  minute,
)
