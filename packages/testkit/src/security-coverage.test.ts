import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToSuccess } from '@parvis/embedded/command'
import { root } from '@parvis/embedded/repository'
import { expect, test } from 'vitest'

interface Row {
  readonly id: string
  readonly covered: string
  readonly file: string | undefined
}

const readText = (file: string) => readFile(join(root, file), 'utf8')

/** The rows of the coverage table; the last part of the document refers to them. */
async function readCoverage(): Promise<{ readonly rows: readonly Row[]; readonly references: string }> {
  const [tables = '', references = ''] = (await readText('apps/docs/security-coverage.md')).split('## BSI')
  const rows = tables.split('\n').flatMap((line) => {
    const [, id = '', , covered = '', proof = ''] = line.split('|').map((cell) => cell.trim())
    return /^[ACE]\d+$/.test(id) ? [{ id, covered, file: /`(.+)`/.exec(proof)?.[1] }] : []
  })
  return { rows, references }
}

/** Every test file with the ids of controls and attacks that it names. */
async function readTests(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const list = ['git', 'ls-files', '--cached', '--others', '--exclude-standard']
  const files = await runToSuccess([...list, '*.test.ts', '*.test.tsx', '*.spec.ts'])
  const entries = files
    .trim()
    .split('\n')
    // NOTE git still lists a file that is deleted and not yet committed
    .map(async (file) => [file, idsIn(await readText(file).catch(() => ''))] as const)
  return new Map(await Promise.all(entries))
}

function idsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\b(?:C\d\d|A\d{1,2})\b/g)].map(([id]) => id))
}

test('C03: a control or an attack stands in the coverage table once, as tested where it says, or with the reason why not', async () => {
  const { rows } = await readCoverage()
  const tests = await readTests()
  const named = new Set([...tests.values()].flatMap((ids) => [...ids]))
  const ids = rows.map(({ id }) => id)
  const faults = rows.flatMap(({ id, covered, file }) => {
    if (/^non : .{10,}$/.test(covered)) return named.has(id) ? [`${id} is tested, the table says no`] : []
    if (!/^(?:oui|en partie : .{10,})$/.test(covered)) return [`${id} is said to be "${covered}"`]
    return file && tests.get(file)?.has(id) ? [] : [`${id} is not named in ${file}`]
  })
  expect(faults).toEqual([])
  expect(ids).toEqual([...new Set(ids)])
  expect([...named].filter((id) => !ids.includes(id))).toEqual([])
  expect(ids.filter((id) => id.startsWith('C')).length).toBe(44)
})

test('C43: each demand of the BSI’s minimum standard leads to rows of the table', async () => {
  const { rows, references } = await readCoverage()
  const demands = references.split('\n').filter((line) => /^\|.*\b[ACE]\d+/.test(line))
  expect(demands.length).toBeGreaterThan(10)
  const ids = demands.flatMap((line) => [...line.matchAll(/\b[ACE]\d+\b/g)].map(([id]) => id))
  expect(ids.filter((id) => !rows.some((row) => row.id === id))).toEqual([])
})
