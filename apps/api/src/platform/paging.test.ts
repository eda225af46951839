import { pageQuery } from '@parvis/contract/paging'
import { Problem } from '@parvis/contract/problems'
import { expect, test } from 'vitest'
import { toPage, toPageWanted } from './paging.ts'

const id = (digit: number) => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`
const rows = [1, 2, 3].map((digit) => ({ key: `clé ${digit}`, id: id(digit) }))

test('a page tells where the next one begins, and the last one that there is none', () => {
  const first = toPage(rows, 2, ({ key }: { key: string }) => key)
  expect(first).toEqual({ items: ['clé 1', 'clé 2'], next: expect.stringMatching(/^[\w-]+$/) })
  expect(toPageWanted({ after: first.next ?? '' }).after).toEqual(['clé 2', id(2)])
  expect(toPage(rows, 3, ({ key }: { key: string }) => key).next).toBeNull()
  expect(toPage([], 3, (row) => row)).toEqual({ items: [], next: null })
})

test.each(['x', 'W10', Buffer.from('["a","b"]').toString('base64url')])(
  'C24: %s is no cursor, and is refused as a request that cannot be understood',
  (after) => {
    expect(() => toPageWanted({ after })).toThrow(Problem)
  },
)

test('what is searched for is taken by the letter', () => {
  expect(toPageWanted({ search: '50%_\\' }).pattern).toBe(String.raw`%50\%\_\\%`)
  expect(toPageWanted({ search: '' }).pattern).toBeUndefined()
})

test.each([
  ['l’équipe', '%l_équipe%'],
  ["l'équipe", '%l_équipe%'],
  ['https://visio.example.org/abc-defg-hij', '%abc-defg-hij%'],
  ['https://visio.example.org/cabinet-du-prefet', '%cabinet-du-prefet%'],
  ['DSI/Réseau', '%DSI/Réseau%'],
])('a search for %s finds what people mean', (search, pattern) => {
  expect(toPageWanted({ search }).pattern).toBe(pattern)
})

test.each([
  ['a\0b', 'a b'],
  ['e\u0301quipe', 'équipe'],
  ['\u202Eabc ', 'abc'],
  ['\0', ''],
])('what is no character is left out of a search: %j', (typed, search) => {
  expect(pageQuery.parse({ search: typed })).toEqual({ search })
})
