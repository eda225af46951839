import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { measureBudgets } from '@parvis/embedded/budgets'
import { checkBudgets } from '@parvis/embedded/checks'
import { compareMigrations } from '@parvis/embedded/migration-drift'
import { root } from '@parvis/embedded/repository'
import { findSuppressions } from '@parvis/embedded/suppressions'
import { expect, test } from 'vitest'

interface Place extends AsyncDisposable {
  readonly path: string
  write(file: string, content: string | Uint8Array): Promise<void>
  /** Runs one of the repository's tools here. */
  run(tool: string, ...args: string[]): Promise<{ code: number; output: string }>
}

async function openPlace(files: Readonly<Record<string, string>> = {}): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), 'parvis-guards-'))
  const write: Place['write'] = async (file, content) => {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), content)
  }
  for (const [file, content] of Object.entries(files)) await write(file, content)
  return {
    path,
    write,
    run: (tool, ...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules/.bin/tsgolint') }
        execFile(join(root, 'node_modules/.bin', tool), args, { cwd: path, env }, (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
        )
      }),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

type Sources = Readonly<Record<string, string>>

/** Lints files as if they lay at these paths of the repository, and gives the rules that each breaks. */
async function lint(sources: Sources): Promise<ReadonlyMap<string, readonly string[]>> {
  await using place = await openPlace(sources)
  await copyFile(join(root, '.oxlintrc.json'), join(place.path, '.oxlintrc.json'))
  await copyFile(join(root, 'tsconfig.json'), join(place.path, 'strict.json'))
  await place.write(
    'tsconfig.json',
    JSON.stringify({ extends: './strict.json', include: ['**/*'], references: [] }),
  )
  const { output } = await place.run('oxlint', '--type-aware', '--format', 'json')
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] }
  const brokenBy = (file: string): string[] =>
    diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code.replace(/^.*\(|\)$/g, ''))
  return new Map(Object.keys(sources).map((file) => [file, brokenBy(file)]))
}

const uses = (module: string): string => `import { it } from '${module}'\nexport const that = it\n`

const forbidden: readonly (readonly [rule: string, file: string, module: string])[] = [
  ['the contract imports zod only', 'packages/contract/src/meetings.ts', 'express'],
  ['the API platform knows no feature', 'apps/api/src/platform/live.ts', '../features/meetings/index.ts'],
  ['the API platform knows no app', 'apps/api/src/platform/log.ts', '../context.ts'],
  [
    'a slice of the API is entered by its index',
    'apps/api/src/features/live/store.ts',
    '../meetings/store.ts',
  ],
  ['a feature of the API knows no app', 'apps/api/src/features/live/routes.ts', '../../app.ts'],
  ['only sfu.ts speaks to the SFU: platform', 'apps/api/src/platform/jobs.ts', 'livekit-server-sdk'],
  ['only sfu.ts speaks to the SFU: features', 'apps/api/src/features/gate/gate.ts', 'livekit-server-sdk'],
  ['only sfu.ts speaks to the SFU: app', 'apps/api/src/context.ts', 'livekit-server-sdk'],
  ['a slice of the page is entered by its index', 'apps/web/src/features/call/tile.ts', '../home/code.ts'],
  ['a feature of the page knows no app', 'apps/web/src/features/call/stage.ts', '../../app.tsx'],
  ['only rtc/ speaks to the SFU: features', 'apps/web/src/features/call/share.ts', 'livekit-client'],
  ['only rtc/ speaks to the SFU: ui', 'apps/web/src/ui/meter.ts', 'livekit-client'],
  ['only rtc/ speaks to the SFU: platform', 'apps/web/src/platform/api.ts', 'livekit-client'],
  ['only rtc/ speaks to the SFU: app', 'apps/web/src/prepare.ts', 'livekit-client'],
  ['only ui/ knows the component library', 'apps/web/src/features/call/menu.ts', 'react-aria-components'],
  ['ui/ knows no feature', 'apps/web/src/ui/dialog.ts', '../features/call/index.ts'],
  ['ui/ knows no API', 'apps/web/src/ui/field.ts', '../platform/api.ts'],
  ['the page platform knows no feature', 'apps/web/src/platform/store.ts', '../features/call/index.ts'],
  ['the call engine knows no React', 'apps/web/src/rtc/create-call.ts', 'react'],
]

const allowed: readonly (readonly [file: string, module: string])[] = [
  ['apps/api/src/platform/sfu.ts', 'livekit-server-sdk'],
  ['apps/api/src/features/presence/routes.ts', '../meetings/index.ts'],
  ['apps/web/src/rtc/devices.ts', 'livekit-client'],
  ['apps/web/src/rtc/use-call.ts', 'react'],
  ['apps/web/src/features/call/leave.ts', '../home/index.ts'],
  ['apps/web/src/features/call/toolbar.ts', '../../ui/button.ts'],
  ['apps/web/src/ui/button.ts', 'react-aria-components'],
]

const errors: readonly (readonly [rule: string, source: string])[] = [
  ['no-restricted-properties', 'export const port = process.env.PORT\n'],
  ['no-default-export', 'export default 1\n'],
  ['no-explicit-any', 'export const what: any = 1\n'],
  ['no-non-null-assertion', 'export const first = (list: number[]): number => list[0]!\n'],
  ['no-console', 'console.log(1)\nexport {}\n'],
  ['no-empty', 'export function f(): void {\n  try {\n    f()\n  } catch {}\n}\n'],
  ['max-params', 'export const f = (a: 1, b: 1, c: 1, d: 1): number => a + b + c + d\n'],
  ['max-lines', `export const list = [\n${'  1,\n'.repeat(300)}]\n`],
  ['max-lines-per-function', `export function f(): number[] {\n  return [\n${'    1,\n'.repeat(60)}  ]\n}\n`],
  ['no-warning-comments', ['// TO', 'DO: later\nexport {}\n'].join('')],
  [
    'no-floating-promises',
    'async function f(): Promise<void> {}\nexport const g = (): void => {\n  f()\n}\n',
  ],
  [
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      f('b')\n  }\n}\n",
  ],
]
const fileOf = (rule: string): string => `apps/api/src/features/meetings/${rule}.ts`

const files: readonly (readonly [string, string])[] = [
  ...forbidden.map(([, file, module]) => [file, uses(module)] as const),
  ...allowed.map(([file, module]) => [file, uses(module)] as const),
  ...errors.map(([rule, source]) => [fileOf(rule), source] as const),
]
const broken = await lint(Object.fromEntries(files))

test('each case below has a file of its own', () => {
  expect(broken.size).toBe(files.length)
})

test.each(forbidden)('%s', (_rule, file) => {
  expect(broken.get(file)).toEqual(['no-restricted-imports'])
})

test.each(allowed)('%s may import %s', (file) => {
  expect(broken.get(file)).toEqual([])
})

test.each(errors)('%s is an error in a feature', (rule) => {
  expect(broken.get(fileOf(rule))).toContain(rule)
})

test('a comment that silences a check is found', () => {
  const [linter, compiler, proof] = [
    ['// oxlint', 'disable-next-line'],
    ['// @ts', 'ignore'],
    ['// @ts', 'expect-error'],
  ].map((parts) => parts.join('-'))
  const source = `const a = 1\n${linter}\n${compiler}\n${proof}\nconst b = 2 // nothing is disabled\n`
  expect(findSuppressions('a.ts', source)).toEqual(['a.ts:2', 'a.ts:3', 'a.ts:4'])
  expect(findSuppressions('a.test.ts', source)).toEqual(['a.test.ts:2', 'a.test.ts:3'])
})

test('a file that is not formatted fails the format check', async () => {
  await using place = await openPlace({ 'a.ts': 'export const a = 1\n' })
  await copyFile(join(root, '.oxfmtrc.json'), join(place.path, '.oxfmtrc.json'))
  expect((await place.run('oxfmt', '--check', 'a.ts')).code).toBe(0)
  await place.write('a.ts', 'export const a = "1";\n')
  expect((await place.run('oxfmt', '--check', 'a.ts')).code).not.toBe(0)
})

test('a value that may be undefined fails the type check', async () => {
  await using place = await openPlace({ 'a.ts': 'export const f = (list: number[]): number => list[0]\n' })
  await copyFile(join(root, 'tsconfig.json'), join(place.path, 'strict.json'))
  await place.write(
    'tsconfig.json',
    JSON.stringify({ extends: './strict.json', include: ['*.ts'], references: [] }),
  )
  const { code, output } = await place.run('tsc', '-p', '.')
  expect([code, output]).toEqual([expect.any(Number), expect.stringContaining('TS2322')])
  expect(code).not.toBe(0)
})

test('an export that nobody imports fails the check for unused code', async () => {
  await using place = await openPlace({
    'package.json': '{ "name": "a", "type": "module" }',
    'index.ts': "import { used } from './a.ts'\nused()\n",
    'a.ts': 'export function used(): void {}\nexport function unused(): void {}\n',
  })
  const { code, output } = await place.run('knip')
  expect([code, output]).toEqual([1, expect.stringContaining('unused')])
})

async function openBuild(bytes: number): Promise<Place> {
  const chunk = (name: string) => ({ name, file: `${name}.js`, imports: ['_shared.js'] })
  const manifest = {
    '_shared.js': { file: 'shared.js' },
    '_index.js': chunk('index'),
    'src/locales/fr.ts': chunk('fr'),
    '_meeting.js': chunk('meeting'),
    'src/features/call/index.ts': chunk('call'),
  }
  const place = await openPlace({ '.vite/manifest.json': JSON.stringify(manifest) })
  for (const { file } of Object.values(manifest)) await place.write(file, '')
  // NOTE noise does not compress, so the file weighs what it says
  await place.write('shared.js', randomBytes(bytes))
  return place
}

test('a page whose JavaScript outgrows its budget fails the budget check', async () => {
  await using small = await openBuild(125_000)
  expect(await checkBudgets(small.path)).toMatchObject({ passed: 3, failed: 0 })
  await using tooLarge = await openBuild(131_000)
  expect(await checkBudgets(tooLarge.path)).toMatchObject({ passed: 2, failed: 1 })
})

test('a budget for a chunk that the build does not hold is an error', async () => {
  await using build = await openBuild(1)
  const renamed = [{ name: 'home', through: ['french'], kilobytes: 130 }]
  await expect(measureBudgets(build.path, renamed)).rejects.toThrow('The build holds no chunk')
})

test('a column that no migration makes fails the migration check, and so does one that the schema forgot', async () => {
  const schema = await readFile(join(root, 'prisma/schema.prisma'), 'utf8')
  const changed = schema.replace(/^(model Organisation \{\n.*\n) *name .*$/m, '$1  title String')
  await using place = await openPlace({ 'schema.prisma': changed })
  await expect(compareMigrations(join(place.path, 'schema.prisma'))).rejects.toThrow(
    [
      'the schema asks for what no migration makes: column "Organisation".title text not null',
      'a migration makes what the schema does not know: column "Organisation".name text not null',
    ].join('\n'),
  )
})
