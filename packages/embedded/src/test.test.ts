import { expect, test } from 'vitest'
import { plan } from './test.ts'

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
