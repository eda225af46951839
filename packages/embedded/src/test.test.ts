import { expect, test, vi } from 'vitest'
import { plan, test as runTests } from './test.ts'

function names(...args: Parameters<typeof plan>): string[] {
  return plan(...args).map(({ check, word }) => (word === undefined ? check.name : `${check.name} ${word}`))
}

test('the deployment is brought up in CI and when asked for', () => {
  expect(names(undefined, false)).not.toContain('deploy')
  expect(names(undefined, true)).toContain('deploy')
  expect(names('deploy', false)).toEqual(['deploy'])
})

test('a word that no check carries chooses among the tests', () => {
  expect(names('admission', false)).toEqual(['node admission', 'browser admission', 'journeys admission'])
})

test('of several words each is run, and one that nothing carries is named and counts as failed', async () => {
  const lines: string[] = []
  using _ = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const check = (name: string) => ({ name, run: async () => ({ passed: 2, failed: 0, output: '' }) })
  const choose = (word = '') => (word === 'typo' ? [] : [{ check: check(word) }])
  expect(await runTests(['format', 'typo', 'lint'], choose)).toBe(1)
  expect(
    lines.map((line) =>
      line
        .trim()
        .replaceAll(/^[\d.]+ s +| {2,}/g, ' ')
        .trim(),
    ),
  ).toEqual([
    'format 2 passed',
    'lint 2 passed',
    'Nothing is called typo: neither a check nor a test.',
    '4 passed, 1 failed',
  ])
})
