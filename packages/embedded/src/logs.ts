import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './processes.ts'

/** One log file for each process, begun anew at every start, mode 0600. */
export async function createLogs(directory: string): Promise<(name: string) => Log> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return (name) => {
    const file = createWriteStream(join(directory, `${name}.log`), { mode: 0o600 })
    // NOTE a full disk must not end what still works
    file.on('error', () => undefined)
    return (line) => void file.write(`${line}\n`)
  }
}
