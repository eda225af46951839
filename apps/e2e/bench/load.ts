import { Agent, request } from 'node:http'
import type { ClientRequest } from 'node:http'
import { setTimeout as elapse } from 'node:timers/promises'

/** A POST that is sent again and again, each time as somebody new, to one address after the other. */
export interface Shot {
  readonly urls: readonly string[]
  readonly body: unknown
}

/**
 * Open loop: starts `perSecond` requests a second whatever comes back, and measures each from the moment at which it
 * was due, so that a stall is not hidden by requests that were never sent. Returns latencies in ms.
 * @throws Error when an answer is not 200.
 */
export async function fireOpen(
  shot: Shot,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  using gun = createGun(shot)
  const begun = performance.now()
  const flights: Promise<number>[] = []
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = begun + (number * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await elapse(early)
    flights.push(gun.fire().then(() => performance.now() - due))
  }
  return Promise.all(flights)
}

/**
 * Closed loop: `count` requests, `wide` at a time, as fast as they are answered, until `deadline`
 * (`performance.now()`). Returns how many were answered.
 */
export async function fireClosed(
  shot: Shot,
  {
    count,
    wide,
    deadline = Number.POSITIVE_INFINITY,
  }: { readonly count: number; readonly wide: number; readonly deadline?: number },
): Promise<number> {
  using gun = createGun(shot)
  let [left, answered] = [count, 0]
  const shoot = async (): Promise<void> => {
    while (left-- > 0 && performance.now() < deadline) {
      await gun.fire()
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: wide }, shoot))
  return answered
}

/** Whether the server had just closed the kept connection: nothing was asked yet, and Node leaves asking again to us. */
function wasClosedBefore(sent: ClientRequest, error: Error): boolean {
  return sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
}

function createGun({ urls, body }: Shot): Disposable & { fire(): Promise<void> } {
  const agent = createAgent(64)
  const text = JSON.stringify(body)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
  let shots = 0
  const fire = (): Promise<void> => shoot(urls[shots++ % urls.length] ?? '')
  const shoot = (url: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`${url} answers ${response.statusCode}`))
        })
      })
      sent.on('error', (error) => {
        if (wasClosedBefore(sent, error)) resolve(shoot(url))
        else reject(error)
      })
      sent.end(text)
    })
  return { fire, [Symbol.dispose]: () => agent.destroy() }
}

/** A request of somebody at an address, as a reverse proxy tells it. */
export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly address: string
}

/** Sends one request to the origin. Returns the status once the whole answer has come. */
export function ask(origin: string, agent: Agent, asked: Asked): Promise<number> {
  const { method, path, body, address } = asked
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address }
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { method, agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', (error) => {
      if (wasClosedBefore(sent, error)) resolve(ask(origin, agent, asked))
      else reject(error)
    })
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

export function createAgent(maxSockets: number): Agent & Disposable {
  const agent = new Agent({ keepAlive: true, maxSockets })
  return Object.assign(agent, { [Symbol.dispose]: () => agent.destroy() })
}
