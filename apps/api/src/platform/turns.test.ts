import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

/** Work that lasts until it is ended. */
function createWork(log: string[], name: string) {
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const work = async (): Promise<string> => {
    log.push(name)
    await ended
    return name
  }
  return { work, end: () => end() }
}

test('as many as may work at once; the others are let in one by one, in the order in which they came', async () => {
  const take = createTurns({ atOnce: 2, patienceMs: 60_000 })
  const begun: string[] = []
  const works = ['a', 'b', 'c', 'd'].map((name) => createWork(begun, name))
  const results = works.map(({ work }) => take(work))
  expect(begun).toEqual(['a', 'b'])
  works[1]?.end()
  await results[1]
  await expect.poll(() => begun).toEqual(['a', 'b', 'c'])
  for (const { end } of works) end()
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd'])
})

test('C25: sources that wait take turns, so that whoever asks for much holds up nobody else', async () => {
  const take = createTurns({ atOnce: 1, patienceMs: 60_000 })
  const begun: string[] = []
  const long = createWork(begun, 'long')
  const first = take(long.work)
  const ask = (source: string) => take(async () => void begun.push(source), source)
  const asked = ['flood', 'flood', 'flood', 'town', 'flood', 'town', 'county'].map(ask)
  long.end()
  await Promise.all([first, ...asked])
  expect(begun).toEqual(['long', 'flood', 'town', 'county', 'flood', 'town', 'flood', 'flood'])
})

test('who waited too long is told when to come again, and takes no turn later', async () => {
  const take = createTurns({ atOnce: 1, patienceMs: 20 })
  const begun: string[] = []
  const [long, never, later] = ['long', 'never', 'later'].map((name) => createWork(begun, name))
  if (!long || !never || !later) throw new Error('three were made')
  const first = take(long.work)
  await expect(take(never.work)).rejects.toMatchObject({ code: 'busy', extras: { retryAfterSeconds: 1 } })
  long.end()
  await first
  later.end()
  expect(await take(later.work)).toBe('later')
  expect(begun).toEqual(['long', 'later'])
})

test('work that fails gives its turn away', async () => {
  const take = createTurns({ atOnce: 1, patienceMs: 60_000 })
  await expect(take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await take(() => Promise.resolve('next'))).toBe('next')
})
