import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * After a crash the lock may name a process id that the system has since given to another program, and PostgreSQL
 * then refuses to start. A lock whose process is gone stays: PostgreSQL checks it against what is left in memory.
 */
export async function releaseLock(cluster: string): Promise<void> {
  for (const end = Date.now() + 3000; ; await delay(50)) {
    const pid = (await readLock(cluster)).pid
    const command = pid === undefined ? '' : await commandOf(pid)
    if (command === '') return
    if (!command.includes('postgres')) return rm(join(cluster, 'postmaster.pid'), { force: true })
    if (Date.now() > end) {
      throw new Error(
        `Another instance (process ${pid}) already runs on the data in ${cluster}: stop it first.`,
      )
    }
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.trim()
  } catch {
    // ps ends with 1 when there is no such process
    return ''
  }
}

/** Resolves when the server with this process id accepts connections, or the signal is aborted. */
export async function awaitServer(
  cluster: string,
  server: { pid: number; signal: AbortSignal },
): Promise<void> {
  while (!server.signal.aborted) {
    const lock = await readLock(cluster)
    if (lock.pid === server.pid && lock.state === 'ready') return
    await delay(5)
  }
}

/** The port of the server that runs on these data and accepts connections; undefined when none does. */
export async function findRunningPort(cluster: string): Promise<number | undefined> {
  const { pid, port, state } = await readLock(cluster)
  if (pid === undefined || state !== 'ready') return undefined
  return (await commandOf(pid)).includes('postgres') ? port : undefined
}

/** Process id, port and state: lines 1, 4 and 8 of postmaster.pid (src/include/utils/pidfile.h of PostgreSQL). */
async function readLock(cluster: string): Promise<{ pid?: number; port?: number; state?: string }> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return {}
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), state: lines[7]?.trim() ?? '' } : {}
}
