import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { cacheDirectory, findLivekit } from '@parvis/embedded/find-livekit'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** A Docker engine that answers. Disposing stops it if this call started it. */
export interface Engine extends AsyncDisposable {
  /** Environment in which `docker` reaches it. */
  readonly env: NodeJS.ProcessEnv
  /** Options of `docker compose up` that it needs. */
  readonly upOptions: readonly string[]
}

/**
 * The engine at hand; where there is none, one that `docker-offline` beside the repository (or in
 * `DOCKER_OFFLINE_DIR`) starts, with stand-ins for the images, since such a machine reaches no image registry.
 * @throws Error that names both ways when neither works.
 */
export async function findEngine(): Promise<Engine> {
  const atHand = await answers(process.env)
  if (atHand) return { env: process.env, upOptions: [], async [Symbol.asyncDispose]() {} }
  const tools = process.env['DOCKER_OFFLINE_DIR'] ?? join(root, '../shared/tools/docker-offline')
  if (!existsSync(join(tools, 'up')))
    throw new Error(`No Docker engine with compose answers here, and ${tools} has none to start.`)
  return startOffline(tools)
}

async function answers(env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run('docker', ['version'], { env })
    await run('docker', ['compose', 'version'], { env })
    return true
  } catch {
    // No client, no compose, or no engine behind it: all the same to the caller.
    return false
  }
}

async function startOffline(tools: string): Promise<Engine> {
  const directory = join(cacheDirectory(), 'docker')
  const socket = `unix://${directory}/docker.sock`
  const wasUp = await answers({
    ...process.env,
    PATH: `${directory}/bin:${process.env['PATH']}`,
    DOCKER_HOST: socket,
    DOCKER_CONFIG: `${directory}/cfg`,
  })
  const settings = await readSettings(join(tools, 'up'), directory)
  return {
    env: { ...process.env, ...settings },
    upOptions: ['--pull', 'never'],
    async [Symbol.asyncDispose]() {
      if (!wasUp) await run(join(tools, 'down'), [directory])
    },
  }
}

/** Runs `up`, which prints what a shell is to export, and returns those variables. */
async function readSettings(up: string, directory: string): Promise<NodeJS.ProcessEnv> {
  const script =
    'settings=$("$0" "$1") && eval "$settings" && printf "%s\\n" "$PATH" "$DOCKER_HOST" "$DOCKER_CONFIG"'
  const env = { ...process.env, LIVEKIT_BIN: await findLivekit() }
  const shell = spawn('bash', ['-c', script, up, directory], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of shell.stdout) output += String(chunk)
  const [PATH, DOCKER_HOST, DOCKER_CONFIG] = output.split('\n')
  if (!PATH || !DOCKER_HOST || !DOCKER_CONFIG) throw new Error(`${up} did not start an engine.`)
  return { PATH, DOCKER_HOST, DOCKER_CONFIG }
}
