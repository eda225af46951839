import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { startLivekit } from './livekit.ts'
import { keepLivekitSecrets } from './secrets.ts'
import { openDirectory } from './temporary.ts'

interface Received {
  readonly event: string
  readonly headers: IncomingHttpHeaders
}

async function openSfu() {
  const directory = await openDirectory()
  const secrets = await keepLivekitSecrets(directory.path)
  const received: Received[] = []
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
    const { event } = JSON.parse(Buffer.concat(chunks).toString()) as { event: string }
    received.push({ event, headers: request.headers })
    response.end()
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const log: string[] = []
  const livekit = await startLivekit({
    directory: directory.path,
    secrets,
    webhookUrl: `http://127.0.0.1:${port}/`,
    log: (line) => log.push(line),
  })
  return {
    livekit,
    secrets,
    received,
    log,
    [Symbol.asyncDispose]: async () => {
      await livekit[Symbol.asyncDispose]()
      receiver.close()
      await directory[Symbol.asyncDispose]()
    },
  }
}

function signToken(key: string, secret: string, video: object): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const expires = Math.floor(Date.now() / 1000) + 60
  const body = `${encode({ alg: 'HS256' })}.${encode({ iss: key, sub: 'ada', exp: expires, video })}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

async function createRoom(url: string, secret: string, name: string): Promise<number> {
  const response = await fetch(`${url}/twirp/livekit.RoomService/CreateRoom`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${signToken('server', secret, { roomCreate: true })}`,
    },
    body: JSON.stringify({ name }),
  })
  return response.status
}

async function validate(url: string, token: string): Promise<[number, string]> {
  const response = await fetch(`${url}/rtc/validate?access_token=${token}`)
  return [response.status, await response.text()]
}

test('a token opens no room that was not created before, not even a well signed one', async () => {
  await using sfu = await openSfu()
  const token = signToken('client', sfu.secrets.client, { room: 'unknown', roomJoin: true })
  expect(await validate(sfu.livekit.url, token)).toEqual([404, expect.stringContaining('does not exist')])
  expect(await createRoom(sfu.livekit.url, sfu.secrets.server, 'unknown')).toBe(200)
  expect(await validate(sfu.livekit.url, token)).toEqual([200, 'success'])
})

test('a token signed with another secret is refused, and no log keeps it', async () => {
  await using sfu = await openSfu()
  const token = signToken('client', 'another secret of more than 32 characters', {
    room: 'r',
    roomJoin: true,
  })
  expect((await validate(sfu.livekit.url, token))[0]).toBe(401)
  expect(sfu.log.join('\n')).not.toContain(token.slice(0, 40))
})

test('webhooks are signed with the key that is for them alone', async () => {
  await using sfu = await openSfu()
  await createRoom(sfu.livekit.url, sfu.secrets.server, 'announced')
  await vi.waitFor(() => expect(sfu.received.map(({ event }) => event)).toContain('room_started'), {
    timeout: 30_000,
  })
  const [, claims = ''] = sfu.received[0]?.headers.authorization?.split('.') ?? []
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: 'webhook' })
})

test('after kill -9 it serves again at the same address', async () => {
  await using sfu = await openSfu()
  sfu.livekit.kill('SIGKILL')
  await sfu.livekit.restart()
  expect((await fetch(sfu.livekit.url)).status).toBe(200)
})

test('two instances run side by side', async () => {
  await using one = await openSfu()
  await using two = await openSfu()
  expect(await createRoom(one.livekit.url, one.secrets.server, 'mine')).toBe(200)
  expect(await createRoom(two.livekit.url, one.secrets.server, 'mine')).toBe(401)
})
