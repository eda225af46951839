import { expect, test } from 'vitest'
import { createOpenings } from './openings.ts'

function closable(name: string, closed: string[]): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => void closed.push(name) }
}

test('everything is closed in the reverse order, also what is still opening', async () => {
  const closed: string[] = []
  const openings = createOpenings()
  await openings.open(Promise.resolve(closable('database', closed)))
  let finish = (_opened: AsyncDisposable): void => undefined
  void openings.open(new Promise<AsyncDisposable>((resolve) => (finish = resolve)))
  const closing = openings[Symbol.asyncDispose]()
  finish(closable('api', closed))
  await closing
  expect(closed).toEqual(['api', 'database'])
})

test('what cannot be closed does not keep the rest open', async () => {
  const closed: string[] = []
  const openings = createOpenings()
  await openings.open(Promise.resolve(closable('database', closed)))
  await openings.open(Promise.resolve({ [Symbol.asyncDispose]: () => Promise.reject(new Error('stuck')) }))
  await expect(openings[Symbol.asyncDispose]()).rejects.toThrow(AggregateError)
  expect(closed).toEqual(['database'])
})
