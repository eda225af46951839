import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { diesWithParent } from './processes.ts'
import { root } from './repository.ts'

export interface Ended {
  readonly code: number | null
  /** What it printed, both streams in order. */
  readonly output: string
  readonly stdout: string
}

/** Runs a command at the root of the repository to its end. It dies with this process. */
export async function runCommand(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const [executable = '', ...args] = diesWithParent(command, 'SIGTERM')
  const child = spawn(executable, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  child.on('error', (error) => (output += error.message))
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, output: output.trim(), stdout }
}

/**
 * Returns what it printed on its standard output.
 * @throws Error with what it printed when it ends with another code than 0.
 */
export async function runToSuccess(command: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { code, output, stdout } = await runCommand(command, env)
  if (code !== 0) throw new Error(`${command.join(' ')} ended with code ${code}:\n${output}`)
  return stdout
}
