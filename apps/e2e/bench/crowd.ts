import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { joinMeeting } from '@parvis/contract/admission'
import type { Waiting } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import { fillPath } from '@parvis/contract/route'

/** Somebody who waits with a plain connection: what a page does, without a page. */
export interface WaitingClient {
  readonly id: ParticipantId
  /** The moment (`performance.now()`) at which an event of this kind arrives. */
  told(kind: LiveEvent['kind']): Promise<number>
}

/** People at the door, each with an address and a browser of their own; `requests` counts what all of them sent. */
export interface Crowd extends Disposable {
  readonly requests: number
  arrive(count: number): Promise<readonly WaitingClient[]>
}

const wide = 20

/** The API must trust one proxy: addresses are told by `X-Forwarded-For`. */
export function createCrowd(origin: string, slug: string): Crowd {
  const agent = new Agent({ keepAlive: true, maxSockets: wide })
  const streams = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  let people = 0
  let requests = 0

  async function comeIn(): Promise<WaitingClient> {
    const number = (people += 1)
    const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
    requests += 2
    const url = origin + fillPath(joinMeeting.path, { slug })
    const { place, cookie } = await knock(url, { name: `Guest ${number}`, address, agent })
    const headers = { 'X-Forwarded-For': address, Cookie: cookie }
    return toClient(place.participantId, await open(origin + place.live, { agent: streams, headers }))
  }

  return {
    get requests() {
      return requests
    },
    async arrive(count) {
      const clients: WaitingClient[] = []
      let left = count
      const enter = async (): Promise<void> => {
        while (left-- > 0) clients.push(await comeIn())
      }
      await Promise.all(Array.from({ length: wide }, enter))
      return clients
    },
    [Symbol.dispose]() {
      agent.destroy()
      streams.destroy()
    },
  }
}

function knock(
  url: string,
  { name, address, agent }: { readonly name: string; readonly address: string; readonly agent: Agent },
): Promise<{ readonly place: Waiting; readonly cookie: string }> {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        const cookie = (response.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
        if (response.statusCode === 200) resolve({ place: JSON.parse(text) as Waiting, cookie })
        else reject(new Error(`joining answers ${response.statusCode}: ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ name }))
  })
}

function open(
  url: string,
  options: { readonly agent: Agent; readonly headers: Readonly<Record<string, string>> },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // In the end the streams of the crowd are cut, which is an error after the answer.
    const sent = request(url, options, resolve)
    sent.on('error', reject)
    sent.end()
  })
}

function toClient(id: ParticipantId, stream: IncomingMessage): WaitingClient {
  if (stream.statusCode !== 200) throw new Error(`the stream answers ${stream.statusCode}`)
  const heard = new Map<LiveEvent['kind'], number>()
  const listeners = new Map<LiveEvent['kind'], (at: number) => void>()
  stream.on('error', () => stream.destroy())
  stream.on('data', (chunk: Buffer) => {
    const at = performance.now()
    for (const kind of kindsOf(chunk.toString())) {
      heard.set(kind, at)
      listeners.get(kind)?.(at)
    }
  })
  return {
    id,
    told: (kind) =>
      new Promise((resolve) => {
        const at = heard.get(kind)
        if (at === undefined) listeners.set(kind, resolve)
        else resolve(at)
      }),
  }
}

function kindsOf(text: string): readonly LiveEvent['kind'][] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => liveEvent.parse(JSON.parse(json ?? '')).kind)
}
