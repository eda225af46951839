import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One secret for each key pair that LiveKit knows: browsers' tokens, our own calls, signed webhooks. */
export interface LivekitSecrets {
  readonly client: string
  readonly server: string
  readonly webhook: string
}

/** The LiveKit secrets kept in `directory`, made at the first call. */
export async function keepLivekitSecrets(directory: string): Promise<LivekitSecrets> {
  const [client, server, webhook] = await Promise.all(
    ['livekit-client', 'livekit-server', 'livekit-webhook'].map((name) => keepSecret(directory, name)),
  )
  if (client === undefined || server === undefined || webhook === undefined)
    throw new Error('three secrets were asked')
  return { client, server, webhook }
}

/** The secret of this name in `directory`: 32 random bytes as base64url, made at the first call, mode 0600. */
export async function keepSecret(directory: string, name: string): Promise<string> {
  const file = join(directory, name)
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return kept.trim()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    // NOTE a link is made whole or not at all: of two instances that start together both read what one has written
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return (await readFile(file, 'utf8')).trim()
}
