import { checks, type Check, type Outcome } from './checks.ts'

interface Planned {
  readonly check: Check
  readonly word?: string
}

/**
 * `npm test`: runs every check, or those that the word names, or the tests that the word chooses.
 * The last line is `N passed, N failed`. Returns the exit code.
 */
export async function test(argv: readonly string[]): Promise<number> {
  const total = { passed: 0, failed: 0 }
  const broken: { readonly name: string; readonly outcome: Outcome }[] = []
  for (const { check, word } of plan(argv[0], process.env.CI === 'true')) {
    const started = performance.now()
    const outcome = await runSafely(check, word)
    total.passed += outcome.passed
    total.failed += outcome.failed
    console.log(toLine(check.name, outcome, performance.now() - started))
    if (outcome.failed > 0) broken.push({ name: check.name, outcome })
  }
  for (const { name, outcome } of broken) console.log(`\n=== ${name} ===\n${outcome.output}`)
  for (const { name, outcome } of broken)
    console.log(`\nFailed: ${[name, ...(outcome.failures ?? [])].join('\n  ')}`)
  if (total.passed + total.failed === 0) {
    console.log(`\nNothing is called ${argv[0]}: neither a check nor a test.`)
    total.failed = 1
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
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
