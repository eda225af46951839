import { expect } from '@playwright/test'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { isLeftAlone } from '@parvis/testkit/left-alone'
import { installProbe } from './probe.ts'
import { locales, words } from './words.ts'
import type { Language, Words } from './words.ts'

export interface PersonOptions {
  readonly browser: Browser
  /** Where this person's page comes from, e.g. `http://localhost:8080`. */
  readonly origin: string
  readonly name: string
  readonly language?: Language
  /** What the browser was allowed earlier; microphone and camera unless said otherwise. */
  readonly permissions?: readonly string[]
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
  /** The `Cookie` of somebody who is signed in. */
  readonly cookies?: ReadonlyMap<string, string>
}

/** Somebody with a browser profile of their own, by what they can see and press. */
export interface Person extends AsyncDisposable {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  readonly words: Words
  /** What this person's browser must not do: asked another host, broke the content security policy, crashed. */
  readonly misdeeds: () => Promise<readonly string[]>
  open(path: string): Promise<void>
  /** From the meeting's link into the call. */
  join(slug: string): Promise<void>
  /** Waits until the call is on the screen. */
  inCall(): Promise<void>
  leave(): Promise<void>
  /** A button of this name, wherever it is; names of toggles are the same in every state. */
  button(name: keyof Words): Locator
  /** The tile of the person of this name; one's own says so. */
  tile(name: string): Locator
  /** A second tab of the same profile. */
  openTab(): Promise<Person>
}

/** Opens a browser profile for somebody. Nothing is loaded yet. */
export async function createPerson(options: PersonOptions): Promise<Person> {
  const { browser, origin, language = 'fr', permissions = ['camera', 'microphone'] } = options
  const context = await browser.newContext({
    baseURL: origin,
    locale: locales[language],
    permissions: [...permissions],
    ...(options.viewport && { viewport: { ...options.viewport } }),
    ...(options.colorScheme && { colorScheme: options.colorScheme }),
  })
  await context.addInitScript(installProbe)
  const cookies = [...(options.cookies ?? [])]
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })))
  return openTab(context, options)
}

async function openTab(context: BrowserContext, options: PersonOptions): Promise<Person> {
  const { name, origin } = options
  const said = words[options.language ?? 'fr']
  const page = await context.newPage()
  const misdeeds = watchMisdeeds(page, origin)
  const button = (word: keyof Words): Locator => page.getByRole('button', { name: said[word], exact: true })
  const person: Person = {
    name,
    page,
    context,
    words: said,
    misdeeds,
    button,
    tile: (of) => page.getByRole('article', { name: new RegExp(`^${of}(,|$| \\()`) }),
    async open(path) {
      await page.goto(path)
    },
    async join(slug) {
      await page.goto(`/${slug}`)
      const field = page.getByRole('textbox', { name: said.name })
      // Only then the page knows whether somebody is signed in, whose name stands there.
      await expect(button('join')).toBeEnabled()
      if (await field.isEditable()) await field.fill(name)
      await button('join').click()
      await person.inCall()
    },
    async inCall() {
      await expect(page.getByRole('toolbar', { name: said.controls })).toBeVisible()
    },
    async leave() {
      await button('leave').click()
      await expect(page.getByRole('heading', { name: said.haveLeft })).toBeVisible()
    },
    openTab: () => openTab(context, options),
    [Symbol.asyncDispose]: () => context.close(),
  }
  return person
}

function watchMisdeeds(page: Page, origin: string): Person['misdeeds'] {
  const seen: string[] = []
  const hosts = new Set([new URL(origin).hostname, '127.0.0.1', '127.0.0.2'])
  const judge = (url: string): void => {
    if (/^(https?|wss?):/.test(url) && !hosts.has(new URL(url).hostname)) seen.push(`asked ${url}`)
  }
  page.on('request', (request) => judge(request.url()))
  page.on('websocket', (socket) => judge(socket.url()))
  page.on('pageerror', (error) => !isLeftAlone(error) && seen.push(`threw ${error.message}`))
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedHTML|TrustedScript/i.test(message.text())) seen.push(message.text())
  })
  // A tab that somebody closes may be gone while it is asked.
  const unlessClosed = (error: unknown): undefined => {
    if (!String(error).includes('has been closed')) throw error
  }
  return async () => {
    if (page.isClosed() || page.url() === 'about:blank') return seen
    const probe = await page.evaluate(() => window.parvisProbe).catch(unlessClosed)
    if (!probe) return seen
    const { violations, iceUrls } = probe
    const foreign = iceUrls.filter((url) => ![...hosts].some((host) => url.includes(`:${host}:`)))
    return [...seen, ...violations, ...foreign.map((url) => `was told to ask ${url}`)]
  }
}
