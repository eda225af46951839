import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

export type Log = (line: string) => void

export interface ProcessOptions {
  /** How the process is called in messages, e.g. `PostgreSQL`. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly log?: Log | undefined
  /** Whether a line of its output is told when it does not start. Without it every line is. */
  readonly tells?: (line: string) => boolean
  /** Awaited before every start. */
  readonly prepare?: () => Promise<void>
  /** Resolves when the process serves. The signal is aborted when the process ends before that. */
  readonly ready?: (signal: AbortSignal, pid: number) => Promise<void>
  /** Recognises the output of an early end that passes by itself: then it is started again at once. */
  readonly isPassing?: (output: string) => boolean
  /** What asks it to end, also sent by the kernel (Linux) when this process dies. */
  readonly stopSignal?: NodeJS.Signals
  /** Milliseconds between the stop signal and SIGKILL. */
  readonly graceMs?: number
  /** Milliseconds that a start may take. */
  readonly startMs?: number
  /** Start it again, with back-off, when it ends by itself. */
  readonly keepAlive?: boolean
  /** Aborted, it stops what is not ready yet, and `startProcess` throws. */
  readonly giveUp?: AbortSignal | undefined
}

export interface SupervisedProcess extends AsyncDisposable {
  readonly pid: number
  /** Sends a signal, as a fault would; with `keepAlive` a dead process then comes back by itself. */
  kill(signal: NodeJS.Signals): void
  /** Stops it if it runs, starts it again and waits until it serves. */
  restart(): Promise<void>
  /** Resolves when the process that runs now has ended. */
  ended(): Promise<void>
}

interface Run {
  readonly child: ChildProcess
  readonly pid: number
  readonly end: Promise<string>
}

const lastLinesKept = 12
const backOffMs = { first: 100, most: 10_000 } as const

/**
 * Starts a child process and waits until it serves.
 * @throws Error with the last lines of its output when it ends, or is not ready in time.
 */
export async function startProcess(options: ProcessOptions): Promise<SupervisedProcess> {
  let run = await launch(options)
  let stopping = false
  let failures = 0

  async function comeBack(ended: Run): Promise<void> {
    const reason = await ended.end
    const isOver = (): boolean => stopping || !options.keepAlive || run !== ended
    while (!isOver()) {
      const wait = Math.min(backOffMs.first * 2 ** failures, backOffMs.most)
      options.log?.(`${options.name} ended (${reason}); again in ${wait} ms`)
      await delay(wait)
      // NOTE restart() or disposal may have happened during the wait
      if (isOver()) return
      failures += 1
      await adopt(launch(options)).catch((error: unknown) => options.log?.(String(error)))
    }
  }

  async function adopt(starting: Promise<Run>): Promise<void> {
    run = await starting
    const current = run
    const settled = setTimeout(() => (failures = 0), backOffMs.most)
    settled.unref()
    void current.end.then(() => clearTimeout(settled))
    void comeBack(current)
  }

  await adopt(Promise.resolve(run))
  return {
    get pid() {
      return run.pid
    },
    kill: (signal) => void run.child.kill(signal),
    ended: async () => void (await run.end),
    restart: async () => {
      stopping = true
      await stop(run, options)
      stopping = false
      await adopt(launch(options))
    },
    [Symbol.asyncDispose]: async () => {
      stopping = true
      await stop(run, options)
    },
  }
}

/** `command` so that the kernel sends it `signal` when its parent dies; unchanged where there is no such means. */
export function diesWithParent(command: readonly string[], signal: NodeJS.Signals): readonly string[] {
  return hasParentDeathSignal()
    ? ['setpriv', '--pdeathsig', signal.replace('SIG', ''), '--', ...command]
    : command
}

let parentDeathSignal: boolean | undefined
function hasParentDeathSignal(): boolean {
  parentDeathSignal ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0
  return parentDeathSignal
}

class EarlyEnd extends Error {}

async function launch(options: ProcessOptions): Promise<Run> {
  const giveUp = AbortSignal.timeout(options.startMs ?? 60_000)
  for (;;) {
    options.giveUp?.throwIfAborted()
    await options.prepare?.()
    try {
      return await attempt(options, giveUp)
    } catch (error) {
      const passing = error instanceof EarlyEnd && options.isPassing?.(error.message)
      if (!passing || giveUp.aborted) throw error
      await delay(50)
    }
  }
}

async function attempt(options: ProcessOptions, giveUp: AbortSignal): Promise<Run> {
  const lines: string[] = []
  const run = open(options, (line) => {
    if (options.tells?.(line) ?? true) lines.push(line)
    if (lines.length > lastLinesKept) lines.shift()
    options.log?.(line)
  })
  const ended = new AbortController()
  void run.end.then(() => ended.abort())
  const overdue = AbortSignal.any([giveUp, ended.signal, options.giveUp ?? giveUp])
  const untilOverdue = new Promise<void>((resolve) => overdue.addEventListener('abort', () => resolve()))
  try {
    await Promise.race([options.ready?.(overdue, run.pid), untilOverdue])
  } catch (error) {
    await kill(run)
    throw error
  }
  if (!overdue.aborted) return run
  if (options.giveUp?.aborted) {
    await stop(run, options)
    throw new Error(`${options.name} was stopped while starting.`)
  }
  const endedItself = ended.signal.aborted
  const reason = await kill(run)
  const words = lines.map((line) => `\n${line}`).join('')
  if (endedItself) throw new EarlyEnd(`${options.name} ended while starting (${reason}).${words}`)
  throw new Error(`${options.name} does not answer in time.${words}`)
}

function kill({ child, end }: Run): Promise<string> {
  child.kill('SIGKILL')
  return end
}

function open(options: ProcessOptions, log: Log): Run {
  const [command = '', ...args] = diesWithParent(
    [options.command, ...options.args],
    options.stopSignal ?? 'SIGTERM',
  )
  // NOTE its own process group: Ctrl-C in the terminal reaches us alone, and we choose the order of stopping
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', log)
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  return { child, pid: child.pid ?? 0, end }
}

async function stop({ child, end }: Run, options: ProcessOptions): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(options.stopSignal ?? 'SIGTERM')
  const forced = setTimeout(() => child.kill('SIGKILL'), options.graceMs ?? 5000)
  await end
  clearTimeout(forced)
}
