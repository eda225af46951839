import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { expect, test, vi } from 'vitest'
import { createDatabase, openPostgres, startPostgres } from './postgres.ts'
import { openDirectory } from './temporary.ts'

const run = promisify(execFile)

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

async function processesOn(directory: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-eo', 'pid,args'])
  return stdout.split('\n').filter((line) => line.includes(`-D ${directory}`))
}

test('a second start finds the data of the first, and stopping leaves no process', async () => {
  await using directory = await openDirectory()
  {
    await using first = await startPostgres({ directory: directory.path })
    await query(first.url, "CREATE TABLE visitor AS SELECT 'Ada' AS name")
    // NOTE a process that PostgreSQL makes is called like PostgreSQL itself at first
    await vi.waitFor(async () => expect(await processesOn(directory.path)).toHaveLength(1), {
      timeout: 30_000,
    })
  }
  expect(await processesOn(directory.path)).toEqual([])
  await using second = await startPostgres({ directory: directory.path })
  expect(await query(second.url, 'SELECT name FROM visitor')).toEqual([{ name: 'Ada' }])
})

test('a command reaches the data whether the server runs or not, and leaves it as it was', async () => {
  await using directory = await openDirectory()
  {
    await using running = await startPostgres({ directory: directory.path })
    await query(running.url, "CREATE TABLE visitor AS SELECT 'Ada' AS name")
    await using opened = await openPostgres(directory.path)
    expect(opened.url).toBe(running.url)
  }
  {
    await using opened = await openPostgres(directory.path)
    expect(await query(opened.url, 'SELECT name FROM visitor')).toEqual([{ name: 'Ada' }])
  }
  expect(await processesOn(directory.path)).toEqual([])
  await expect(openPostgres(join(directory.path, 'elsewhere'))).rejects.toThrow('There is no database')
})

test('what was committed survives kill -9, at the same address', async () => {
  await using directory = await openDirectory()
  await using postgres = await startPostgres({ directory: directory.path })
  await query(postgres.url, "CREATE TABLE visitor AS SELECT 'Ada' AS name")
  const pid = postgres.pid
  postgres.kill('SIGKILL')
  await postgres.restart()
  expect(postgres.pid).not.toBe(pid)
  expect(await query(postgres.url, 'SELECT name FROM visitor')).toEqual([{ name: 'Ada' }])
})

test('two instances run side by side, each with its own data and password', async () => {
  await using oneDirectory = await openDirectory()
  await using twoDirectory = await openDirectory()
  await using one = await startPostgres({ directory: oneDirectory.path, durable: false })
  await using two = await startPostgres({ directory: twoDirectory.path, durable: false })
  expect(one.port).not.toBe(two.port)
  const foreign = new URL(one.url)
  foreign.password = new URL(two.url).password
  await expect(query(foreign.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
})

test('the password is readable by its owner only', async () => {
  await using directory = await openDirectory()
  await using _postgres = await startPostgres({ directory: directory.path, durable: false })
  expect((await stat(join(directory.path, 'password'))).mode & 0o777).toBe(0o600)
})

test('a second instance on the same data is refused in one sentence', async () => {
  await using directory = await openDirectory()
  await using first = await startPostgres({ directory: directory.path, durable: false })
  await expect(startPostgres({ directory: directory.path })).rejects.toThrow(
    `Another instance (process ${first.pid}) already runs on the data in ${directory.path}/cluster: stop it first.`,
  )
})

test('data of another major version are refused in one sentence', async () => {
  await using directory = await openDirectory()
  await mkdir(join(directory.path, 'cluster'))
  await writeFile(join(directory.path, 'cluster/PG_VERSION'), '16\n')
  await expect(startPostgres({ directory: directory.path })).rejects.toThrow(
    `The data in ${directory.path}/cluster belongs to PostgreSQL 16 and this release runs PostgreSQL 18: dump it with the old version, or set PARVIS_DATA_DIR to another directory.`,
  )
})

test('a first start that was cut off, as by a power cut, is begun again by the next one', async () => {
  await using directory = await openDirectory()
  const script = `
    import { startPostgres } from '${new URL('./postgres.ts', import.meta.url).pathname}'
    await startPostgres({ directory: '${directory.path}' })`
  const starting = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  const ended = once(starting, 'exit')
  await vi.waitFor(
    async () => {
      expect(await readdir(directory.path, { recursive: true })).toContainEqual(
        expect.stringMatching(/PG_VERSION$/),
      )
    },
    { timeout: 30_000, interval: 5 },
  )
  const { stdout } = await run('ps', ['-eo', 'pid=,args='])
  for (const line of stdout.split('\n').filter((one) => one.includes(directory.path)))
    process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL')
  await ended
  await using postgres = await startPostgres({ directory: directory.path, durable: false })
  expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a start that was cut off before its database was made is completed by the next one', async () => {
  await using directory = await openDirectory()
  {
    await using first = await startPostgres({ directory: directory.path, durable: false })
    const other = first.url.replace(/parvis$/, 'postgres')
    await query(other, 'DROP DATABASE parvis')
  }
  await using second = await startPostgres({ directory: directory.path, durable: false })
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a lock left by a crash whose number now belongs to another program does not prevent the start', async () => {
  await using directory = await openDirectory()
  await (await startPostgres({ directory: directory.path, durable: false }))[Symbol.asyncDispose]()
  const lock = [process.pid, join(directory.path, 'cluster'), 0, 5432, '', '127.0.0.1', '', 'ready']
  await writeFile(join(directory.path, 'cluster/postmaster.pid'), lock.join('\n'))
  await using postgres = await startPostgres({ directory: directory.path, durable: false })
  expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a database made from a template holds what the template holds, and is gone when disposed', async () => {
  await using directory = await openDirectory()
  await using postgres = await startPostgres({ directory: directory.path, durable: false })
  await using template = await createDatabase(postgres.url, 'template_of_tests')
  await query(template.url, "CREATE TABLE visitor AS SELECT 'Ada' AS name")
  {
    await using copy = await createDatabase(postgres.url, 'a "copy"', 'template_of_tests')
    expect(await query(copy.url, 'SELECT name FROM visitor')).toEqual([{ name: 'Ada' }])
  }
  expect(await query(postgres.url, 'SELECT 1 FROM pg_database WHERE datname = \'a "copy"\'')).toEqual([])
})
