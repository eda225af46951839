import { launchFirefox } from '../harness/firefox.ts'
import { expectToSeeAndHear } from '../harness/media.ts'
import { installProbe, readReceptions } from '../harness/probe.ts'
import { expectGoneSoon } from '../harness/promptness.ts'
import { expect, test } from '../harness/test.ts'

test('Firefox and Chromium see and hear each other', async ({ installation, meeting, guest }) => {
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  await using firefox = await launchFirefox()
  const page = await firefox.newPage()
  await page.evaluateOnNewDocument(installProbe)
  await page.goto(`${installation.origin}/${meeting.slug}`)
  await page.locator(`aria/${ada.words.name}[role="textbox"]`).fill('Grace')
  await page.locator(`aria/${ada.words.join}[role="button"]`).click()
  await expect(ada.tile('Grace')).toBeVisible()

  await expectToSeeAndHear(ada)
  await expect(async () => {
    const received = await readReceptions(page)
    expect(received.some(({ kind, framesDecoded }) => kind === 'video' && framesDecoded > 10)).toBe(true)
    expect(received.some(({ kind, energy }) => kind === 'audio' && energy > 0)).toBe(true)
  }).toPass({ intervals: [200], timeout: 120_000 })
  expect(await page.evaluate(() => window.parvisProbe.captures)).toBe(1)

  const leave = `aria/${ada.words.leave}[role="button"]`
  await expectGoneSoon([ada.tile('Grace')], () =>
    page.$eval(leave, (button) => button.dispatchEvent(new MouseEvent('click', { bubbles: true }))),
  )
})
