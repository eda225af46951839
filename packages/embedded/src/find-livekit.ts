import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runToSuccess } from './command.ts'
import { livekitArchive, livekitVersion } from './livekit-versions.ts'
import type { Log } from './processes.ts'

const run = promisify(execFile)

/** Where downloads and builds that several clones can share are kept. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return env.PARVIS_CACHE_DIR ?? join(homedir(), '.cache', 'parvis')
}

interface Finding {
  readonly log?: Log | undefined
  /** Aborted, it ends a download or a build that is under way. */
  readonly giveUp?: AbortSignal
}

const answerMs = 10_000
const onPath = 'livekit-server on PATH'

/**
 * LiveKit of the pinned version: `LIVEKIT_BIN` or `livekit-server` on PATH, what an earlier call installed, the
 * release archive (its checksum verified), `go install`, the binary of the Docker image.
 * @returns the path or name of an executable.
 * @throws Error that lists these ways with what became of each.
 */
export async function findLivekit(finding: Finding = {}): Promise<string> {
  const installed = join(cacheDirectory(), `livekit-server-${livekitVersion}`)
  const ways: readonly [string, () => Promise<string>][] = [
    ['LIVEKIT_BIN', () => ofThisVersion(process.env.LIVEKIT_BIN ?? '')],
    [onPath, () => ofThisVersion('livekit-server')],
    [installed, () => ofThisVersion(installed)],
    [`the release archive of v${livekitVersion}`, () => download(installed, finding)],
    [`go install of v${livekitVersion}`, () => goInstall(installed, finding)],
    ['Docker', () => copyFromImage(installed, finding)],
  ]
  const failures: string[] = []
  for (const [name, way] of ways) {
    try {
      return await way()
    } catch (error) {
      finding.giveUp?.throwIfAborted()
      failures.push(`  - ${name}: ${toReason(error)}`)
      if (!isAbsent(error) && name === onPath) finding.log?.(`${name} is not used: ${toReason(error)}`)
    }
  }
  throw new Error(
    [
      `LiveKit ${livekitVersion} is not here and could not be installed. Tried:`,
      ...failures,
      'Put livekit-server of this version on PATH, or set LIVEKIT_URL to a running one.',
    ].join('\n'),
  )
}

async function ofThisVersion(command: string): Promise<string> {
  if (command === '') throw new Error('not set')
  const { stdout } = await run(command, ['--version'], { timeout: answerMs, killSignal: 'SIGKILL' })
  const [, version] = /^livekit-server version (\S+)\s*$/.exec(stdout) ?? []
  if (version === undefined) throw new Error('does not say which version it is')
  if (version !== livekitVersion) throw new Error(`is version ${version}`)
  return command
}

async function download(target: string, { log, giveUp }: Finding): Promise<string> {
  const archive = livekitArchive()
  if (archive === undefined) throw new Error(`none for ${process.platform}-${process.arch}`)
  log?.(`downloading ${archive.url}`)
  const overdue = AbortSignal.timeout(120_000)
  const response = await fetch(archive.url, { signal: AbortSignal.any([overdue, giveUp ?? overdue]) })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  verifyChecksum(bytes, archive.sha256)
  return installInto(target, async (directory) => {
    const file = join(directory, 'livekit.tar.gz')
    await writeFile(file, bytes)
    await run('tar', ['-xzf', file, '-C', directory, 'livekit-server'])
    return join(directory, 'livekit-server')
  })
}

/** @throws Error when the bytes are not those that were pinned. */
export function verifyChecksum(bytes: Uint8Array, sha256: string): void {
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256) throw new Error(`its checksum is ${found} instead of ${sha256}`)
}

async function goInstall(target: string, { log, giveUp }: Finding): Promise<string> {
  await run('go', ['version'])
  log?.('building LiveKit with Go, which takes about two minutes')
  return installInto(target, async (directory) => {
    const module = `github.com/livekit/livekit-server/cmd/server@v${livekitVersion}`
    await runToSuccess(['go', 'install', module], { CGO_ENABLED: '0', GOBIN: directory }, giveUp)
    return join(directory, 'server')
  })
}

/** Several instances may install at once: each works apart, and the last rename wins. */
async function installInto(target: string, make: (directory: string) => Promise<string>): Promise<string> {
  await mkdir(cacheDirectory(), { recursive: true })
  const directory = await mkdtemp(join(cacheDirectory(), 'livekit-'))
  try {
    const made = await make(directory)
    await access(made)
    await chmod(made, 0o755)
    await rename(made, target)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  return ofThisVersion(target)
}

/** Takes the binary, which is static, out of the image: running it ourselves, its end is as sure as the others'. */
async function copyFromImage(target: string, { log, giveUp }: Finding): Promise<string> {
  if (process.platform !== 'linux') throw new Error('the image holds a Linux binary')
  const image = `livekit/livekit-server:v${livekitVersion}`
  await run('docker', ['info'])
  log?.(`pulling ${image}`)
  const container = (await runToSuccess(['docker', 'create', image], {}, giveUp)).trim()
  try {
    return await installInto(target, async (directory) => {
      await run('docker', ['cp', `${container}:/livekit-server`, directory])
      return join(directory, 'livekit-server')
    })
  } finally {
    await run('docker', ['rm', container])
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Of what a command printed before it failed, the last line says why. */
function toReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const lines = text.trim().split('\n')
  return [...new Set([lines[0], lines.at(-1)])].join(' ')
}
