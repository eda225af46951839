import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Sources that can open a connection to another host, relative to here. */
async function findCallers(): Promise<readonly string[]> {
  const files = await readdir(root, { recursive: true })
  const sources = files.filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'),
  )
  const calls = await Promise.all(
    sources.map(async (file) => opensConnections(await readFile(`${root}${file}`, 'utf8'))),
  )
  return sources.filter((_file, index) => calls[index]).toSorted()
}

function opensConnections(source: string): boolean {
  return (
    /(?<![\w.])fetch\(|\bnew (?:WebSocket|EventSource|Client|Pool|Socket)\(|\b(?:connect|createConnection)\(\{/.test(
      source,
    ) ||
    /from '(?:undici|httpxy|nodemailer|openid-client|livekit-server-sdk|node:(?:dns|tls|http2|dgram))'/.test(
      source,
    )
  )
}

test('C19, C28, A34, A35: only what speaks to a host of the configuration can open a connection', async () => {
  expect(await findCallers()).toEqual([
    'features/gate/signalling.ts',
    'platform/bounded-fetch.ts',
    'platform/database.ts',
    'platform/identity-provider.ts',
    'platform/jobs.ts',
    'platform/live.ts',
    'platform/mail.ts',
    'platform/sfu.ts',
  ])
})

test('C28: the search sees who asks another host', () => {
  expect(opensConnections('const answer = await fetch(body.url)')).toBe(true)
  expect(opensConnections(`import { request } from 'undici'`)).toBe(true)
  expect(opensConnections('context.prefetch(url)')).toBe(false)
})
