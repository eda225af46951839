import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { remember } from './storage.ts'

function createStorage(values: Record<string, string> = {}): Storage {
  const held = new Map(Object.entries(values))
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: () => null,
    get length() {
      return held.size
    },
  }
}

test('what was remembered comes back, and can be forgotten', () => {
  const storage = createStorage()
  const name = remember('name', z.string(), () => storage)
  name.write('Ada')
  expect(name.read()).toBe('Ada')
  name.write(undefined)
  expect([name.read(), storage.length]).toEqual([undefined, 0])
})

test.each(['{', '12', 'null', '{"name":"Ada"}'])(
  '%s, which does not fit, is as if nothing was remembered',
  (text) => {
    const storage = createStorage({ 'parvis:name': text })
    expect(remember('name', z.string(), () => storage).read()).toBeUndefined()
  },
)

test('where storage is forbidden the page works without memory', () => {
  const name = remember('name', z.string(), () => {
    throw new DOMException('denied', 'SecurityError')
  })
  name.write('Ada')
  expect(name.read()).toBeUndefined()
})
