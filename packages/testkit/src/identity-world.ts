import { startSignIn } from '@parvis/contract/identity'
import { fillPath } from '@parvis/contract/route'
import { freePort } from '@parvis/embedded/ports'
import { startIdentityProvider } from './identity-provider.ts'
import type { Login, TestIdentityProvider } from './identity-provider.ts'
import { startTestWorld } from './test-world.ts'
import type { World } from './test-world.ts'
import { createVisitor } from './visitor.ts'
import type { Visitor } from './visitor.ts'

type Settings = Readonly<Record<string, unknown>>
type Query = Readonly<Record<string, string>>

/** An installation with two real providers: `ministry`, generic, and `agents`, as ProConnect is. */
export interface IdentityWorld extends AsyncDisposable {
  readonly world: World
  readonly providers: Readonly<Record<'ministry' | 'agents', TestIdentityProvider>>
  /** Begins at our start address; gives where the browser is sent. */
  start(visitor: Visitor, provider: string, query?: Query): Promise<URL>
  /** Goes through the provider's pages from there; gives the address of ours that the browser is sent back to. */
  visitProvider(address: URL, login?: Login): Promise<URL>
  /** Opens that address; gives the path where the browser ends. */
  finish(visitor: Visitor, callback: URL): Promise<string>
  /** Signs the person out at the provider, in the browser of their last sign-in there. */
  leaveProvider(subject: string): Promise<void>
  /** All three. */
  signIn(visitor: Visitor, options: SignInOptions): Promise<string>
}

/** Whom to sign in with, as whom, and what to say at the start. */
export interface SignInOptions {
  readonly provider: 'ministry' | 'agents'
  readonly login: Login
  readonly query?: Query
}

export interface IdentityWorldOptions {
  readonly people: Readonly<Record<string, Settings>>
  /** Settings of each provider, or of a third one, beside where it is. */
  readonly settings?: Readonly<Record<string, Settings>>
  readonly environment?: Readonly<Record<string, string>>
  /** Whether people can connect to meetings. */
  readonly sfu?: boolean
}

export async function startIdentityWorld(options: IdentityWorldOptions): Promise<IdentityWorld> {
  const { people, settings = {}, environment = {}, sfu = false } = options
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const ministry = await startIdentityProvider({ people, origin, name: 'ministry' })
  const agents = await startIdentityProvider({ people, origin, name: 'agents', proconnect: true })
  const list = [
    { name: 'ministry', label: 'Ministère', issuer: ministry.issuer, ...ministry.client },
    { name: 'agents', label: 'ProConnect', profile: 'proconnect', issuer: agents.issuer, ...agents.client },
  ].map((configured) => ({ ...configured, ...settings[configured.name] }))
  const others = Object.entries(settings).filter(([name]) => list.every((known) => known.name !== name))
  const world = await startTestWorld({
    sfu,
    environment: {
      RATE_LIMITS: 'off',
      PORT: String(port),
      IDENTITY_PROVIDERS: JSON.stringify([...list, ...others.map(([name, own]) => ({ name, ...own }))]),
      ...environment,
    },
  })
  return {
    world,
    providers: { ministry, agents },
    ...walksAt(origin, [ministry, agents]),
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await Promise.all([ministry[Symbol.asyncDispose](), agents[Symbol.asyncDispose]()])
    },
  }
}

function walksAt(
  origin: string,
  providers: readonly TestIdentityProvider[],
): Pick<IdentityWorld, 'start' | 'visitProvider' | 'finish' | 'leaveProvider' | 'signIn'> {
  const browsers = new Map<string, { readonly browser: Visitor; readonly origin: string }>()
  const walks: ReturnType<typeof walksAt> = {
    async start(visitor, provider, query = {}) {
      const path = fillPath(startSignIn.path, { provider })
      const search = new URLSearchParams(query).toString()
      return locationOf(await visitor.fetch(`${path}?${search}`), new URL(origin))
    },
    async visitProvider(address, login) {
      const browser = createVisitor(address.origin)
      for (const provider of providers) provider.login = login
      if (login) browsers.set(login.subject, { browser, origin: address.origin })
      let here = address
      while (here.origin === address.origin) here = locationOf(await browser.fetch(here.href), here)
      return here
    },
    async leaveProvider(subject) {
      const { browser, origin: there } = browsers.get(subject) ?? {}
      const form = await (await browser?.fetch('/session/end'))?.text()
      const xsrf = /name="xsrf" value="(\w+)"/.exec(form ?? '')?.[1]
      if (!browser || xsrf === undefined) throw new Error(`${subject} is not signed in at ${there}`)
      const body = new URLSearchParams({ xsrf, logout: 'yes' })
      await browser.fetch('/session/end/confirm', { method: 'POST', body })
    },
    async finish(visitor, callback) {
      const answer = await visitor.fetch(callback.pathname + callback.search)
      const { pathname, search } = locationOf(answer, callback)
      return pathname + search
    },
    async signIn(visitor, { provider, login, query }) {
      const callback = await walks.visitProvider(await walks.start(visitor, provider, query), login)
      return walks.finish(visitor, callback)
    },
  }
  return walks
}

function locationOf(response: Response, from: URL): URL {
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || location === null)
    throw new Error(`${from.pathname} answers ${response.status} instead of going elsewhere`)
  return new URL(location, from)
}
