import { startVitest } from 'vitest/node'

/** Brings the deployment up and tests it. The last line is `N passed, N failed`; the exit code is 0 when none failed. */
async function main(): Promise<void> {
  const config = new URL('vitest.config.ts', import.meta.url).pathname
  const vitest = await startVitest('test', [], { config, watch: false, reporters: ['verbose'] })
  const modules = vitest.state.getTestModules()
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const passed = tests.filter((one) => one.result().state === 'passed').length
  // A test that was not reached has not passed, and what fails outside of a test fails the run.
  const failed = Math.max(tests.length - passed, tests.length === 0 || process.exitCode ? 1 : 0)
  await vitest.close()
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed === 0 ? 0 : 1
}

await main()
