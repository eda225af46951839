import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { diesWithParent } from './processes.ts'
import { root } from './repository.ts'

export interface Ended {
  readonly code: number | null
  /** What it printed, both streams in order. */
  readonly output: string
  readonly stdout: string
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const graceMs = 5_000

/** What npm installed as a command, without a process between us and it. */
export function tool(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

/**
 * Runs a command at the root of the repository to its end. It dies with this process; a signal that asks this process
 * to stop, and `giveUp`, take the command and all that it started along first.
 */
export async function runCommand(
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
  giveUp?: AbortSignal,
): Promise<Ended> {
  const [executable = '', ...args] = diesWithParent(command, 'SIGTERM')
  const child = spawn(executable, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const release = takeAlong(child, giveUp)
  let output = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  child.on('error', (error) => (output += error.message))
  const [code] = await once(child, 'close').finally(release)
  return { code: typeof code === 'number' ? code : null, output: output.trim(), stdout }
}

/** Passes stop signals on to the group of processes that the child leads, until released. */
function takeAlong(child: ChildProcess, giveUp?: AbortSignal): () => void {
  let received: NodeJS.Signals | undefined
  let force: NodeJS.Timeout | undefined

  function signalGroup(signal: NodeJS.Signals): void {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // all of the group have ended
    }
  }

  function end(): void {
    signalGroup('SIGTERM')
    force ??= setTimeout(() => signalGroup('SIGKILL'), graceMs)
  }

  function handleSignal(signal: NodeJS.Signals): void {
    received = signal
    end()
  }

  for (const signal of stopSignals) process.on(signal, handleSignal)
  giveUp?.addEventListener('abort', end)
  if (giveUp?.aborted) end()
  return () => {
    clearTimeout(force)
    for (const signal of stopSignals) process.off(signal, handleSignal)
    giveUp?.removeEventListener('abort', end)
    if (force !== undefined) signalGroup('SIGKILL')
    if (received === undefined) return
    // NOTE the signal was for us; with nobody else to handle it, it now does what it does by default
    if (process.listenerCount(received) === 0) process.kill(process.pid, received)
  }
}

/**
 * Returns what it printed on its standard output.
 * @throws Error with what it printed when it ends with another code than 0.
 */
export async function runToSuccess(
  command: readonly string[],
  env?: NodeJS.ProcessEnv,
  giveUp?: AbortSignal,
): Promise<string> {
  const { code, output, stdout } = await runCommand(command, env, giveUp)
  if (code !== 0) throw new Error(`${command.join(' ')} ended with code ${code}:\n${output}`)
  return stdout
}
