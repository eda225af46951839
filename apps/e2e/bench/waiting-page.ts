import { loadavg } from 'node:os'
import { setTimeout as elapse } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { findChromium } from '@parvis/embedded/chromium'
import { browserArguments } from '../harness/browser.ts'
import type { Installation } from '../harness/installation.ts'
import { createPerson } from '../harness/person.ts'
import { cpuSeconds } from './processes.ts'
import { print } from './report.ts'
import { median } from './statistics.ts'

const settleMs = 5_000
const sampleMs = 10_000
const samples = 3

/**
 * CPU of a whole browser as a share of one core: a page whose preview runs and which has asked nobody, and the same
 * page while it waits.
 */
export async function measureWaitingPage(installation: Installation, slug: string): Promise<void> {
  const server = await chromium.launchServer({
    executablePath: await findChromium(),
    args: browserArguments(),
  })
  try {
    await using browser = await chromium.connect(server.wsEndpoint())
    await using ada = await createPerson({ browser, origin: installation.origin, name: 'Ada' })
    const { page, words } = ada
    const pid = server.process().pid ?? 0
    let requests = 0
    page.on('request', () => (requests += 1))
    await ada.open(`/${slug}`)
    await page.getByRole('textbox', { name: words.name }).fill('Ada')
    await page.locator('video').first().waitFor()
    const preview = await sampleShare(pid)
    await ada.button('ask').click()
    await page.getByRole('heading', { name: words.waiting }).waitFor()
    await elapse(settleMs)
    requests = 0
    const waiting = await sampleShare(pid)
    const load = loadavg()[0]?.toFixed(1)
    print({
      name: 'a waiting page, CPU beyond its preview',
      value: (waiting - preview) * 100,
      unit: '% of a core',
      target: 12,
      note: `preview ${(preview * 100).toFixed(0)} %, waiting ${(waiting * 100).toFixed(0)} %; load ${load}`,
    })
    print({ name: `its requests in ${(samples * sampleMs) / 1000} s`, value: requests, unit: '', target: 0 })
  } finally {
    await server.close()
  }
}

/** The median of several samples. */
async function sampleShare(pid: number): Promise<number> {
  const shares: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const before = cpuSeconds(pid)
    await elapse(sampleMs)
    shares.push((cpuSeconds(pid) - before) / (sampleMs / 1000))
  }
  return median(shares)
}
