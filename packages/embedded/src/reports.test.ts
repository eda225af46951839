import { expect, test } from 'vitest'
import { countLastLine, countPlaywright, countVitest } from './reports.ts'

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [], suites: [] }

test('what passed counts as passed', () => {
  expect(countVitest(JSON.stringify(vitest))).toEqual({ passed: 5, failed: 0, failures: [] })
  expect(countPlaywright(JSON.stringify(playwright))).toEqual({ passed: 4, failed: 0, failures: [] })
})

test('what was skipped counts as failed', () => {
  expect(countVitest(JSON.stringify({ ...vitest, numPendingTests: 1, numTodoTests: 1 })).failed).toBe(2)
  const skipped = { ...playwright, stats: { ...playwright.stats, skipped: 3 } }
  expect(countPlaywright(JSON.stringify(skipped)).failed).toBe(3)
})

test('what passed only at a second attempt counts as failed', () => {
  const flaky = { ...playwright, stats: { ...playwright.stats, flaky: 1 } }
  expect(countPlaywright(JSON.stringify(flaky)).failed).toBe(1)
})

test('a test file that cannot be loaded counts as failed', () => {
  const broken = { ...vitest, testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }] }
  expect(countVitest(JSON.stringify(broken))).toEqual({ passed: 5, failed: 1, failures: ['a.test.ts'] })
})

test('what failed is named by its file and its rule', () => {
  const assertionResults = [
    { fullName: 'it holds', status: 'passed' },
    { fullName: 'it breaks', status: 'failed' },
  ]
  const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults }]
  const red = { ...vitest, numFailedTests: 1, testResults }
  expect(countVitest(JSON.stringify(red)).failures).toEqual(['a.test.ts › it breaks'])

  const specs = ['expected', 'unexpected'].map((status) => ({
    file: 'b.spec.ts',
    title: status,
    tests: [{ status }],
  }))
  const suites = [{ specs: [], suites: [{ specs }] }]
  const redJourney = { ...playwright, stats: { ...playwright.stats, unexpected: 1 }, suites }
  expect(countPlaywright(JSON.stringify(redJourney)).failures).toEqual(['b.spec.ts › unexpected'])
})

test('only a line of counts at the very end is one', () => {
  expect(countLastLine('x\n3 passed, 1 failed\n')).toEqual({ passed: 3, failed: 1 })
  expect(countLastLine('3 passed, 1 failed\nthen it crashed')).toBeUndefined()
})
