import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import type { Page, Response } from '@playwright/test'
import { findChromium } from '@parvis/embedded/chromium'
import { browserArguments } from '../harness/browser.ts'
import { startInstallation } from '../harness/installation.ts'
import { createPerson } from '../harness/person.ts'
import { print } from './report.ts'
import { median } from './statistics.ts'

const kilobyte = 1000
const navigations = 7

/**
 * PB3. A real navigation with an empty cache: every request that began before the page was usable (its main button
 * takes a click, and before entering the camera's picture plays), and the gzip size (level 6) of every script among
 * them, whatever encoding the server used. The call's code counts apart: it comes when the page is idle.
 */
export async function benchPageWeight(): Promise<void> {
  await using installation = await startInstallation()
  const visitor = await installation.administrator()
  const { slug } = await visitor.createMeeting()
  const launch = { executablePath: await findChromium(), args: browserArguments() }
  await using browser = await chromium.launch(launch)
  const open = () => createPerson({ browser, origin: installation.origin, name: 'Ada' })

  await using atHome = await open()
  const home = watchLoads(atHome.page)
  await atHome.open('/')
  await atHome.button('joinByCode').waitFor()
  print({ name: 'home, JavaScript', value: await home.scriptKilobytes(), unit: 'kB gz', target: 130 })
  print({ name: 'home, requests', value: home.count(), unit: 'requests' })

  const times: number[] = []
  for (let navigation = 0; navigation < navigations; navigation++)
    times.push(await timePrejoin(await open(), slug))
  await using ada = await open()
  const loads = watchLoads(ada.page)
  await ada.open(`/${slug}`)
  await awaitPrejoin(ada.page)
  const atPrejoin = { kilobytes: await loads.scriptKilobytes(), requests: loads.count() }
  print({ name: 'before entering, JavaScript', value: atPrejoin.kilobytes, unit: 'kB gz', target: 170 })
  print({ name: 'before entering, requests', value: atPrejoin.requests, unit: 'requests', target: 10 })
  print({ name: 'cold navigation → usable', value: median(times), unit: 'ms' })

  await ada.page.getByRole('textbox', { name: ada.words.name }).fill('Ada')
  await ada.button('join').click()
  await ada.inCall()
  print({ name: 'whole call, JavaScript', value: await loads.scriptKilobytes(), unit: 'kB gz', target: 400 })
  const captures = await ada.page.evaluate(() => window.parvisProbe.captures)
  print({ name: 'getUserMedia calls, with joining', value: captures, unit: 'calls', target: 1 })
}

type Ada = Awaited<ReturnType<typeof createPerson>>

async function timePrejoin(person: Ada, slug: string): Promise<number> {
  await using ada = person
  await ada.open(`/${slug}`)
  await awaitPrejoin(ada.page)
  return ada.page.evaluate(() => performance.now())
}

/** The button takes a click and the camera's picture plays. */
async function awaitPrejoin(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const button = document.querySelector<HTMLButtonElement>('form button[type=submit]')
    const video = document.querySelector('video')
    return button?.disabled === false && (video?.currentTime ?? 0) > 0
  })
}

function watchLoads(page: Page) {
  const responses: Response[] = []
  let requests = 0
  page.on('request', () => (requests += 1))
  page.on('response', (response) => responses.push(response))
  return {
    count: () => requests,
    async scriptKilobytes(): Promise<number> {
      const scripts = responses.filter((response) => response.request().resourceType() === 'script')
      const bodies = await Promise.all(scripts.map((script) => script.body()))
      return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 6 }).length, 0) / kilobyte
    },
  }
}
