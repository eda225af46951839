import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { findChromium } from '@parvis/embedded/chromium'
import { browserArguments } from '../harness/browser.ts'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { expectToSeeAndHear } from '../harness/media.ts'
import { createPerson } from '../harness/person.ts'
import { serveBarePage } from './bare-page.ts'
import { prepareTiming } from './first-frame.ts'
import { print } from './report.ts'
import { median, quantile, ratio, ratioInterval } from './statistics.ts'
import type { Pair } from './statistics.ts'

// A-B-B-A: two pairs a round. The first round warms up and is dropped.
const rounds = 9
const patienceMs = 30_000
/** What people take to look at their picture before they click. */
const restMs = 2_000

interface Stage {
  readonly installation: Installation
  readonly browser: Browser
  readonly slug: string
  readonly bareUrl: string
}

/**
 * PB2. Click on "join" → first frame of somebody else's camera on the screen, against a bare page that only connects
 * livekit-client with a token in hand and publishes nothing. Both join the same meeting, in which one browser shows
 * its camera; both have loaded their code before the click, and ours has been looked at for two seconds. Interleaved
 * A-B-B-A; ratio of medians with a bootstrap interval over pairs, and the same for the two references of each round
 * against each other, as the noise floor.
 */
export async function benchJoinToFrame(): Promise<void> {
  await using installation = await startInstallation()
  const { slug } = await (await installation.administrator()).createMeeting()
  const launch = { executablePath: await findChromium(), args: browserArguments() }
  await using senders = await chromium.launch(launch)
  await using sender = await createPerson({ browser: senders, origin: installation.origin, name: 'Grace' })
  await sender.join(slug)
  await using browser = await chromium.launch(launch)
  await using bare = await serveBarePage()
  const stage = { installation, browser, slug, bareUrl: bare.url }

  await timeOurs(stage)
  await expectToSeeAndHear(sender, { videos: 0, sounds: 0 })
  const pairs: Pair[] = []
  const noise: Pair[] = []
  for (let round = 0; round < rounds; round++) {
    const first = await timeOurs(stage)
    const second = await timeBare(stage)
    const third = await timeBare(stage)
    const fourth = await timeOurs(stage)
    if (round === 0) continue
    pairs.push({ ours: first, reference: second }, { ours: fourth, reference: third })
    noise.push({ ours: second, reference: third })
  }
  const ours = pairs.map((pair) => pair.ours)
  const references = pairs.map(({ reference }) => reference)
  print({
    name: `click → first remote frame, median of ${pairs.length}`,
    value: median(ours),
    unit: 'ms',
    reference: median(references),
    ratio: ratio(pairs),
    interval: ratioInterval(pairs),
    target: 1.3,
  })
  print({
    name: 'the same, 95th percentile',
    value: quantile(ours, 0.95),
    unit: 'ms',
    reference: quantile(references, 0.95),
  })
  print({
    name: 'noise floor: the reference against itself',
    value: median(references),
    unit: 'ms',
    ratio: ratio(noise),
    interval: ratioInterval(noise),
  })
}

async function timeOurs({ installation, browser, slug }: Stage): Promise<number> {
  await using ada = await createPerson({ browser, origin: installation.origin, name: 'Ada' })
  const { page } = ada
  await prepareTiming(page)
  await ada.open(`/${slug}`)
  await page.getByRole('textbox', { name: ada.words.name }).fill('Ada')
  await page.locator('video').waitFor()
  // NOTE the code of the call is fetched a second after the page is shown
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/call-/.test(name)),
  )
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(restMs)
  await ada.button('join').click()
  const ms = await awaitFrame(page)
  await ada.leave()
  return ms
}

async function timeBare({ installation, browser, slug, bareUrl }: Stage): Promise<number> {
  await using context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  const page = await context.newPage()
  await prepareTiming(page)
  const { token } = await installation.visitor().join(slug, { name: 'Bare' })
  const sfu = installation.livekit.url.replace(/^http/, 'ws')
  await page.goto(`${bareUrl}#${encodeURIComponent(`${sfu}|${token}`)}`)
  await page.locator('body[data-ready]').waitFor()
  await page.getByRole('button').click()
  const ms = await awaitFrame(page)
  await page.goto('about:blank')
  return ms
}

function awaitFrame(page: {
  evaluate: (work: (ms: number) => Promise<number>, ms: number) => Promise<number>
}) {
  return page.evaluate(
    (patience) =>
      Promise.race([
        window.firstRemoteFrame,
        new Promise<number>((_, reject) => setTimeout(() => reject(new Error('no frame in time')), patience)),
      ]),
    patienceMs,
  )
}
