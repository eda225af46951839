import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const pageBytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly ownTicks: number
  /** Of children that have ended and were waited for. */
  readonly childTicks: number
  readonly residentPages: number
}

/** CPU seconds that the process and all its descendants have used, ended ones included. Linux (proc_pid_stat(5)). */
export function cpuSeconds(pid: number): number {
  const ticks = tree(pid).reduce((sum, { ownTicks, childTicks }) => sum + ownTicks + childTicks, 0)
  return ticks / ticksPerSecond
}

/** Resident bytes of the process alone. */
export function residentBytes(pid: number): number {
  return (readStat(pid)?.residentPages ?? 0) * pageBytes
}

/**
 * Bytes of the process and its descendants, shared pages divided among those who share them (PSS): summed RSS would
 * count PostgreSQL's shared buffers once for each of its processes.
 */
export function proportionalBytes(pid: number): number {
  return tree(pid).reduce((sum, stat) => sum + readProportional(stat.pid), 0)
}

function tree(pid: number): readonly Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== undefined)
  const found = all.filter((stat) => stat.pid === pid)
  for (const stat of found) found.push(...all.filter(({ parent }) => parent === stat.pid))
  return found
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // NOTE the name stands in parentheses and may hold anything: fields are counted behind the last one
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const field = (number: number): number => Number(fields[number - 3])
    return {
      pid,
      parent: field(4),
      ownTicks: field(14) + field(15),
      childTicks: field(16) + field(17),
      residentPages: field(24),
    }
  } catch {
    // it ended while we read
    return undefined
  }
}

function readProportional(pid: number): number {
  try {
    const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    return Number(line?.[1] ?? 0) * 1024
  } catch {
    // it ended while we read
    return 0
  }
}

/** Resident bytes of the process and its descendants, pages that they share counted for each. */
export function residentBytesOfTree(pid: number): number {
  return tree(pid).reduce((sum, { residentPages }) => sum + residentPages * pageBytes, 0)
}
