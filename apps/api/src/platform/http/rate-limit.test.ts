import { expect, test } from 'vitest'
import { createTestDatabase, createTestPool } from '@parvis/testkit/test-world'
import { createLimits, perMinute, perMinuteNearly, perMinuteOfAll, sourceOf } from './rate-limit.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
  ['2001:db8:1:2:bbbb:cccc:dddd:eeee', '2001:db8:1:2'],
  ['2001:db8:1:3::1', '2001:db8:1:3'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('C25: the address %s counts as %s: a subscriber owns all of a /64', (address, source) => {
  expect(sourceOf(address)).toBe(source)
})

/** Two processes on one database, without a table to share at first. */
async function createProcesses() {
  const database = await createTestDatabase()
  const pools = [createTestPool(database), createTestPool(database)]
  const refused: string[] = []
  const [here, there] = pools.map((pool) =>
    createLimits({ enabled: true, pool, onRefused: (name) => refused.push(name) }),
  )
  if (!here || !there) throw new Error('two processes were made')
  return {
    here,
    there,
    refused,
    share: () =>
      pools[0]?.query(
        'CREATE TABLE "RateLimit" (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)',
      ),
    keys: async () => (await pools[0]?.query<{ key: string }>('SELECT key FROM "RateLimit"'))?.rows ?? [],
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.end()))
      await database[Symbol.asyncDispose]()
    },
  }
}

const tooMany = { code: 'too-many-requests', extras: { retryAfterSeconds: expect.any(Number) } }

test('each name and each source has a count of its own', async () => {
  await using processes = await createProcesses()
  const one = processes.here.limiter('one', perMinute(2))
  const other = processes.here.limiter('other', perMinute(2))
  await one('a')
  await one('a')
  await expect(one('a')).rejects.toMatchObject(tooMany)
  await one('b')
  await other('a')
  expect(processes.refused).toEqual(['one'])
})

test('A4: what can be guessed is counted over all processes, and no address is kept', async () => {
  await using processes = await createProcesses()
  await processes.share()
  const [here, there] = [processes.here, processes.there].map((limits) =>
    limits.counter('guess', perMinuteOfAll(3)),
  )
  const granted = []
  for (const counter of [here, there, here, there, here])
    granted.push((await counter?.take('203.0.113.7'))?.granted)
  expect(granted).toEqual([true, true, true, false, false])
  const keys = await processes.keys()
  expect(keys).toHaveLength(1)
  expect(JSON.stringify(keys)).not.toContain('203.0.113')
})

test('C25: a crowd is counted over all processes in batches: the few cost no statement, the many get little too much', async () => {
  await using processes = await createProcesses()
  await processes.share()
  const counters = [processes.here, processes.there].map((limits) =>
    limits.counter('join', perMinuteNearly(100)),
  )
  const takeMany = async (count: number) => {
    let granted = 0
    for (let index = 0; index < count; index += 1)
      if ((await counters[index % 2]?.take('203.0.113.7'))?.granted) granted += 1
    return granted
  }
  expect(await takeMany(48)).toBe(48)
  expect(await processes.keys()).toEqual([])
  expect(await takeMany(52)).toBe(52)
  expect(await takeMany(60)).toBeLessThan(20)
  expect(await takeMany(10)).toBe(0)
  expect((await counters[0]?.take('203.0.113.8'))?.granted).toBe(true)
})

test('F10: while the database cannot count, each process counts for itself', async () => {
  await using processes = await createProcesses()
  const spend = processes.here.limiter('guess', perMinuteOfAll(1))
  await spend('a')
  await expect(spend('a')).rejects.toMatchObject(tooMany)
})

test('A41: whoever goes on after sixty refusals waits for each further one, and nobody else does', async () => {
  await using processes = await createProcesses()
  const { pace } = processes.here
  for (let refusal = 0; refusal < 60; refusal += 1) await pace('flood')
  const inTurn: string[] = []
  const note = async (source: string): Promise<void> => {
    await pace(source)
    inTurn.push(source)
  }
  await Promise.all([note('flood'), note('other')])
  expect(inTurn).toEqual(['other', 'flood'])
})
