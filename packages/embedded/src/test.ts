import { checks, type Check, type Outcome } from './checks.ts'
import type { Counts } from './reports.ts'

interface Planned {
  readonly check: Check
  readonly word?: string
}

interface Broken {
  readonly name: string
  readonly outcome: Outcome
}

/**
 * `npm test`: runs every check, or those that the words name, or the tests that the words choose.
 * The last line is `N passed, N failed`. Returns the exit code.
 */
export async function test(argv: readonly string[], choose = plan): Promise<number> {
  const total = { passed: 0, failed: 0 }
  const broken: Broken[] = []
  const unknown: string[] = []
  for (const word of argv.length === 0 ? [undefined] : argv) {
    const { passed, failed } = await runAll(choose(word, process.env.CI === 'true'), broken)
    total.passed += passed
    total.failed += failed
    if (word !== undefined && passed + failed === 0) unknown.push(word)
  }
  for (const { name, outcome } of broken) console.log(`\n=== ${name} ===\n${outcome.output}`)
  for (const { name, outcome } of broken)
    console.log(`\nFailed: ${[name, ...(outcome.failures ?? [])].join('\n  ')}`)
  for (const word of unknown) console.log(`\nNothing is called ${word}: neither a check nor a test.`)
  total.failed += unknown.length
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}

async function runAll(planned: readonly Planned[], broken: Broken[]): Promise<Counts> {
  const total = { passed: 0, failed: 0 }
  for (const { check, word } of planned) {
    const started = performance.now()
    const outcome = await runSafely(check, word)
    total.passed += outcome.passed
    total.failed += outcome.failed
    console.log(toLine(check.name, outcome, performance.now() - started))
    if (outcome.failed > 0) broken.push({ name: check.name, outcome })
  }
  return total
}

/** Checks whose name contains the word; when there is none, the word chooses among tests. */
export function plan(word: string | undefined, isCi: boolean): readonly Planned[] {
  if (word === undefined) return checks.filter(({ isLong }) => !isLong || isCi).map((check) => ({ check }))
  const named = checks.filter(({ name }) => name.includes(word))
  if (named.length > 0) return named.map((check) => ({ check }))
  return checks.filter(({ takesWord }) => takesWord).map((check) => ({ check, word }))
}

async function runSafely(check: Check, word: string | undefined): Promise<Outcome> {
  try {
    return await check.run(word)
  } catch (error) {
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) }
  }
}

function toLine(name: string, { passed, failed, remark }: Outcome, ms: number): string {
  const verdict = failed > 0 ? `${failed} FAILED, ${passed} passed` : `${passed} passed`
  const seconds = `${(ms / 1000).toFixed(1)} s`
  return `  ${seconds.padStart(8)}  ${name.padEnd(12)}  ${verdict}${remark === undefined ? '' : `  (${remark})`}`
}
