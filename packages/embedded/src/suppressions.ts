import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToSuccess } from './command.ts'
import { root } from './repository.ts'

const silencers =
  /(?:\/\/|\/\*|\{\/\*)\s*(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)|oxfmt-(?:ignore)/

/**
 * The lines of a source that silence the linter, the compiler or the formatter: `file:line`.
 * A test may expect a compiler error: it then proves that something does not compile.
 */
export function findSuppressions(file: string, source: string): readonly string[] {
  const isTest = /\.test\.tsx?$/.test(file)
  return source.split('\n').flatMap((line, index) => {
    const [found] = silencers.exec(line) ?? []
    const isProof = isTest && found?.endsWith('expect-error')
    return found === undefined || isProof ? [] : [`${file}:${index + 1}`]
  })
}

/**
 * Reads every source that git knows.
 * @throws Error that lists the suppressions: a rule that does not fit is changed, for everybody.
 */
export async function refuseSuppressions(): Promise<void> {
  const listed = await runToSuccess(['git', 'ls-files', '*.ts', '*.tsx', '*.mjs', '*.js'])
  const found: string[] = []
  for (const file of listed.trim().split('\n')) {
    found.push(...findSuppressions(file, await readFile(join(root, file), 'utf8')))
  }
  if (found.length > 0) throw new Error(`These lines silence a check:\n${found.join('\n')}`)
}
