import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { toAnchor } from './platform/audit-sealer.ts'
import { createDatabase } from './platform/database.ts'
import { verifyAudit } from './platform/verify-audit.ts'
import type { Anchor, Fault, Verdict } from './platform/verify-audit.ts'

const usage = 'usage: audit:verify [--anchors <log of the API>]\n'

/**
 * `audit:verify`: reads the whole chain of the audit and says whether it holds. `--anchors` holds it against the heads
 * that a log of the API has kept, `-` reads that log from standard input. Returns the exit code: 1 names the first
 * broken entry, 64 (EX_USAGE) is for arguments that mean nothing.
 */
export async function runAuditVerify(
  databaseUrl: string,
  args: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  const [option, file, ...rest] = args
  if (rest.length > 0 || (option !== undefined && (option !== '--anchors' || file === undefined))) {
    write(usage)
    return 64
  }
  const anchors = file === undefined ? [] : findAnchors(await readLog(file))
  await using database = createDatabase(databaseUrl)
  const verdict = await verifyAudit(database.pool, anchors)
  write(`${describe(verdict, file === undefined ? undefined : anchors.length)}\n`)
  return verdict.fault ? 1 : 0
}

async function readLog(file: string): Promise<string> {
  // NOTE not `/dev/stdin`: in a container it is somebody else's, and may not be opened again
  return file === '-' ? text(process.stdin) : readFile(file, 'utf8')
}

/** The heads in a log: lines that are no JSON, or were prefixed by a collector of logs, do no harm. */
function findAnchors(log: string): readonly Anchor[] {
  return log.split('\n').flatMap((line) => {
    if (!line.includes('"audit-head"')) return []
    const position = /"position":"(\d+)"/.exec(line)?.[1]
    const hash = /"hash":"([0-9a-f]{64})"/.exec(line)?.[1]
    // The head of an empty chain says nothing.
    return position && hash && position !== '0' ? [{ position: BigInt(position), hash }] : []
  })
}

const faults: Readonly<Record<Fault['kind'], string>> = {
  missing: 'no entry is there',
  altered: 'the entry is not what was sealed there',
  cut: 'the log knows more entries than there are',
  replaced: 'the log knows another entry there',
}

function describe({ from, through, head, unsealed, fault }: Verdict, anchors: number | undefined): string {
  if (fault) {
    const entry = fault.entry === undefined ? '' : ` (id ${fault.entry})`
    return `BROKEN at position ${fault.position}${entry}: ${faults[fault.kind]}.`
  }
  const against = anchors === undefined ? '' : ` It agrees with ${anchors} heads in the log.`
  return [
    `The chain holds: ${through - from + 1n} entries, positions ${from} to ${through}, ${unsealed} not sealed yet.${against}`,
    `Head: ${toAnchor(head).hash}`,
  ].join('\n')
}
