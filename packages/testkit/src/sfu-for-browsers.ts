import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@parvis/embedded/ports'
import { startLivekit } from '@parvis/embedded/livekit'
import { keepLivekitSecrets, type LivekitSecrets } from '@parvis/embedded/secrets'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `http://…` of a LiveKit of this run. Rooms must be created before they are joined. */
    livekitUrl: string
    livekitSecrets: LivekitSecrets
  }
}

/** Starts the SFU that tests in the browser connect to, and tells them where it is. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-sfu-'))
  const secrets = await keepLivekitSecrets(directory)
  const webhooks = createServer((request, response) => request.resume().on('end', () => response.end()))
  const port = await freePort()
  await new Promise<void>((resolve) => webhooks.listen(port, '127.0.0.1', resolve))
  const livekit = await startLivekit({ directory, secrets, webhookUrl: `http://127.0.0.1:${port}` })
  project.provide('livekitUrl', livekit.url)
  project.provide('livekitSecrets', secrets)
  return async () => {
    await livekit[Symbol.asyncDispose]()
    webhooks.close()
    await rm(directory, { recursive: true, force: true })
  }
}
