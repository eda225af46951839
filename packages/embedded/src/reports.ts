/** How many rules hold and how many do not. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Which do not: a file and a title for each, as far as the report names them. */
  readonly failures?: readonly string[]
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** Counts Vitest's JSON report. What was skipped was not proven and counts as failed; so does a file that broke. */
export function countVitest(json: string): Counts {
  const report = JSON.parse(json) as VitestReport
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const unproven = report.numFailedTests + report.numPendingTests + report.numTodoTests
  const failures = [
    ...broken.map(({ name }) => name),
    ...report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'passed')
        .map(({ fullName }) => `${name} › ${fullName}`),
    ),
  ]
  return { passed: report.numPassedTests, failed: unproven + broken.length, failures }
}

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  readonly errors: readonly { readonly message?: string }[]
  readonly suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly specs: readonly {
    readonly file: string
    readonly title: string
    readonly tests: readonly { readonly status: string }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

/** Counts Playwright's JSON report. Only what passed at the first attempt counts as passed. */
export function countPlaywright(json: string): Counts {
  const { stats, errors, suites } = JSON.parse(json) as PlaywrightReport
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length
  const failures = [...errors.map(({ message = '' }) => message), ...suites.flatMap(listUnproven)]
  return { passed: stats.expected, failed, failures }
}

function listUnproven({ specs, suites = [] }: PlaywrightSuite): readonly string[] {
  const unproven = specs.filter(({ tests }) => tests.some(({ status }) => status !== 'expected'))
  return [...unproven.map(({ file, title }) => `${file} › ${title}`), ...suites.flatMap(listUnproven)]
}

/** Reads the last line `N passed, N failed`, if it is one. */
export function countLastLine(output: string): Counts | undefined {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? []
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed) }
}
