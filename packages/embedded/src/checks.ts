import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { measureBudgets } from './budgets.ts'
import { buildChanged, generateClient } from './build.ts'
import { findChromium } from './chromium.ts'
import { runCommand, tool } from './command.ts'
import { findLivekit } from './find-livekit.ts'
import { compareMigrations } from './migration-drift.ts'
import { countLastLine, countPlaywright, countVitest, type Counts } from './reports.ts'
import { root } from './repository.ts'
import { refuseSuppressions } from './suppressions.ts'

export interface Outcome extends Counts {
  /** Shown when something failed. */
  readonly output: string
  /** Shown beside the result. */
  readonly remark?: string
}

export interface Check {
  readonly name: string
  /** Runs only when it is asked for by name, or in CI. */
  readonly isLong?: boolean
  /** Takes a word that chooses among its tests. */
  readonly takesWord?: boolean
  readonly run: (word?: string) => Promise<Outcome>
}

/** Everything that must hold, in the order in which it is cheapest to learn. */
export const checks: readonly Check[] = [
  { name: 'format', run: () => runPlain([tool('oxfmt'), '--check', '.']) },
  { name: 'generate', run: () => runStep(generateClient) },
  { name: 'lint', run: () => runPlain([tool('oxlint'), '--type-aware', '--deny-warnings']) },
  { name: 'types', run: () => runPlain([tool('tsc'), '-b']) },
  { name: 'suppressions', run: () => runStep(refuseSuppressions) },
  { name: 'unused', run: () => runPlain([tool('knip')]) },
  { name: 'migrations', run: () => runStep(compareMigrations) },
  { name: 'build', run: () => runStep(async () => (await buildChanged()).join(', ')) },
  { name: 'budgets', run: () => checkBudgets(join(root, 'apps/web/dist')) },
  { name: 'node', takesWord: true, run: (word) => runVitest('node', word) },
  { name: 'browser', takesWord: true, run: (word) => runVitest('browser', word) },
  { name: 'journeys', takesWord: true, run: runPlaywright },
  { name: 'deploy', isLong: true, run: runDeploy },
]

async function runPlain(command: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome> {
  const { code, output } = await runCommand(command, env)
  return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
}

async function runStep(step: () => Promise<string | void>): Promise<Outcome> {
  const remark = await step()
  return { passed: 1, failed: 0, output: '', ...(remark ? { remark } : {}) }
}

/** The budgets of a built page. */
export async function checkBudgets(distribution: string): Promise<Outcome> {
  const measured = await measureBudgets(distribution)
  const lines = measured.map(({ name, kilobytes, limit }) => `${name} ${kilobytes.toFixed(0)} of ${limit} kB`)
  const failed = measured.filter(({ kilobytes, limit }) => kilobytes > limit).length
  return { passed: measured.length - failed, failed, output: lines.join('\n'), remark: lines.join(', ') }
}

async function runVitest(project: string, word?: string): Promise<Outcome> {
  const report = join(root, '.cache/test', `${project}.json`)
  await rm(report, { force: true })
  const command = [tool('vitest'), 'run', '--config', 'packages/testkit/vitest.config.ts']
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await runCommand(
    [
      ...command,
      '--project',
      project,
      ...reporters,
      ...(word === undefined ? [] : [word, '--passWithNoTests']),
    ],
    await findTools(),
  )
  return { ...(await readCounts(report, code, countVitest)), output }
}

async function runPlaywright(word?: string): Promise<Outcome> {
  await buildChanged()
  const report = join(root, '.cache/test/journeys.json')
  await rm(report, { force: true })
  const command = [tool('playwright'), 'test', '--config', 'apps/e2e/playwright.config.ts']
  const { code, output } = await runCommand(
    [...command, '--reporter=line,json', ...(word === undefined ? [] : [word, '--pass-with-no-tests'])],
    { ...(await findTools()), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  )
  return { ...(await readCounts(report, code, countPlaywright)), output }
}

async function runDeploy(): Promise<Outcome> {
  const { code, output } = await runCommand(
    [process.execPath, '--import', 'tsx', 'apps/deploy/test.ts'],
    await findTools(),
  )
  const counts = countLastLine(output) ?? { passed: 0, failed: 0 }
  return { ...withEnd(counts, code), output }
}

async function readCounts(
  file: string,
  code: number | null,
  count: (json: string) => Counts,
): Promise<Counts> {
  const json = await readFile(file, 'utf8').catch(() => undefined)
  return withEnd(json === undefined ? { passed: 0, failed: 0 } : count(json), code)
}

/** A runner that ends badly without a failed test has failed itself, e.g. by an error outside of any test. */
function withEnd(counts: Counts, code: number | null): Counts {
  return { ...counts, failed: code !== 0 && counts.failed === 0 ? 1 : counts.failed }
}

let tools: Promise<NodeJS.ProcessEnv> | undefined

/** Finds, or installs once, what tests run against; a missing one fails those who need it. */
function findTools(): Promise<NodeJS.ProcessEnv> {
  const log = (line: string): void => console.log(`            ${line}`)
  tools ??= Promise.all([findLivekit({ log }), findChromium(log)]).then(([livekit, chromium]) => ({
    LIVEKIT_BIN: livekit,
    CHROMIUM_PATH: chromium,
  }))
  return tools
}
