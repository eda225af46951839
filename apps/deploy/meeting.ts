import { chromiumArguments, findChromium } from '@parvis/embedded/chromium'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { waitUntil, type Stack } from './stack.ts'

/** Somebody in the call, in a browser profile of their own. */
export interface Caller {
  readonly page: Page
  readonly participantId: string
  /** `Cookie` header of this browser. */
  cookie(): Promise<string>
  /** What its browser sent to LiveKit beside the token: a real offer, several kB. */
  readonly joinRequest: string
  /** A join token for the same place, as the page gets one at each reconnection. */
  renewToken(): Promise<string>
  /** Waits until frames are decoded and sound is heard, and returns the address that they come from. */
  receive(): Promise<string>
}

/** Two people in one meeting of the stack, in one Chromium. */
export interface Meeting extends AsyncDisposable {
  readonly slug: string
  /** Signed in as the administrator, and the meeting's owner. */
  readonly host: Caller
  readonly guest: Caller
  /** Brings one more guest in by the link. */
  invite(name: string): Promise<Caller>
}

/** Signs the administrator in, creates a meeting by the page, and brings a guest in by its link. */
export async function startMeeting(stack: Stack): Promise<Meeting> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...chromiumArguments(),
      `--host-resolver-rules=MAP ${stack.domain} ${stack.address}`,
      // NOTE this host also has addresses on the engine's bridges, past the published port; others do not
      '--webrtc-ip-handling-policy=default_public_interface_only',
    ],
  })
  try {
    const hostPage = await openPage(browser, `https://${stack.domain}/sign-in`)
    await hostPage.getByLabel('Adresse électronique').fill(stack.administratorEmail)
    await hostPage.getByLabel('Mot de passe').fill(await stack.read('secrets/administrator-password'))
    await hostPage.getByRole('button', { name: 'Se connecter' }).click()
    await hostPage.getByRole('button', { name: 'Nouvelle réunion' }).click()
    const host = await join(hostPage)
    const slug = new URL(hostPage.url()).pathname.slice(1)

    const invite = async (name: string) => {
      const page = await openPage(browser, `https://${stack.domain}/${slug}`)
      await page.getByLabel('Votre nom').fill(name)
      return join(page)
    }
    const guest = await invite('Ada')
    return { slug, host, guest, invite, [Symbol.asyncDispose]: () => browser.close() }
  } catch (error) {
    await browser.close()
    throw error
  }
}

/** NOTE `ignoreHTTPSErrors`: no browser knows the stack's authority; door.ts verifies its certificate. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'fr-FR',
    permissions: ['camera', 'microphone'],
  })
  await context.addInitScript(keepConnections)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function join(page: Page): Promise<Caller> {
  const connecting = page.waitForEvent('websocket', (socket) => socket.url().includes('/rtc/v1?'))
  const answered = page.waitForResponse((response) => response.url().endsWith('/join'))
  await page.getByRole('button', { name: 'Rejoindre la réunion' }).click()
  const admission: unknown = await (await answered).json()
  const { participantId } = admission as { participantId: string } // the contract of joining
  return {
    page,
    participantId,
    joinRequest: new URL((await connecting).url()).searchParams.get('join_request') ?? '',
    cookie: () => cookieHeader(page.context()),
    renewToken: () => page.evaluate(joinAgain, participantId),
    async receive() {
      let last = await page.evaluate(measure)
      await waitUntil(`${participantId} receives picture and sound`, async () => {
        const before = last
        last = await page.evaluate(measure)
        return last.framesDecoded > before.framesDecoded && last.audioEnergy > before.audioEnergy
      })
      return last.from
    },
  }
}

async function cookieHeader(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

declare global {
  interface Window {
    /** Every connection that the page made, in the order of making. */
    connections: RTCPeerConnection[]
  }
}

function keepConnections(): void {
  window.connections = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      window.connections.push(this)
    }
  }
}

async function joinAgain(participantId: string): Promise<string> {
  const response = await fetch(`/api/v1/meetings${location.pathname}/join`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ participantId }),
  })
  const { token } = (await response.json()) as { token: string } // the contract of joining
  return token
}

interface Received {
  readonly framesDecoded: number
  readonly audioEnergy: number
  /** `udp 192.0.2.1:7882` */
  readonly from: string
}

async function measure(): Promise<Received> {
  let framesDecoded = 0
  let audioEnergy = 0
  let from = ''
  for (const connection of window.connections.filter((one) => one.connectionState === 'connected')) {
    const stats = new Map<string, Record<string, unknown>>(await connection.getStats())
    for (const entry of stats.values()) {
      if (entry['type'] === 'inbound-rtp') {
        framesDecoded += Number(entry['framesDecoded'] ?? 0)
        audioEnergy += Number(entry['totalAudioEnergy'] ?? 0)
      }
      const pair = stats.get(String(entry['selectedCandidatePairId']))
      const remote = stats.get(String(pair?.['remoteCandidateId']))
      if (remote)
        from = `${String(remote['protocol'])} ${String(remote['address'])}:${String(remote['port'])}`
    }
  }
  return { framesDecoded, audioEnergy, from }
}
