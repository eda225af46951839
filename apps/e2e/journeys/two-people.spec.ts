import { sharedTabTitle } from '../harness/browser.ts'
import { expectToSee, expectToSeeAndHear, listen, readPicture } from '../harness/media.ts'
import { createPerson } from '../harness/person.ts'
import type { Person } from '../harness/person.ts'
import { readPaths } from '../harness/probe.ts'
import { expectGoneSoon } from '../harness/promptness.ts'
import { expect, test } from '../harness/test.ts'

// One call for all: Ada, who came first, and Grace. Each test leaves it as it found it, and after one that fails the
// runner makes a new call; the tests that leave come last.
let ada: Person
let grace: Person

test.beforeAll(async ({ browser, installation }) => {
  const { origin } = installation
  const { slug } = await (await installation.administrator()).createMeeting()
  ada = await createPerson({ browser, origin, name: 'Ada' })
  grace = await createPerson({ browser, origin, name: 'Grace' })
  for (const person of [ada, grace]) await person.join(slug)
})

test.afterAll(async () => {
  const misdeeds = await Promise.all([ada, grace].map((person) => person?.misdeeds()))
  for (const person of [ada, grace]) await person?.[Symbol.asyncDispose]()
  expect(misdeeds.flat(), 'what no browser may do').toEqual([])
})

test('two people see and hear each other, each asked for their devices once', async () => {
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  await Promise.all([expectToSee(ada, 'Grace'), expectToSee(grace, 'Ada')])
  for (const { page } of [ada, grace]) {
    expect(await page.evaluate(() => window.parvisProbe.captures)).toBe(1)
  }
})

test('media goes over UDP, and no address of the SFU is tried in vain', async () => {
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  for (const { page } of [ada, grace]) {
    const udp = async () => (await readPaths(page)).filter(({ protocol }) => protocol === 'udp')
    expect((await udp()).some(({ inUse }) => inUse)).toBe(true)
    // NOTE an address that only IPv6 or TCP makes up for is a call that fails in most offices
    await expect
      .poll(async () => {
        const paths = await udp()
        const answering = new Set(paths.filter(({ answered }) => answered).map(({ remote }) => remote))
        return paths.map(({ remote }) => remote).filter((remote) => !answering.has(remote))
      })
      .toEqual([])
  }
})

test('muting sends no voice: what still arrives is silent and next to nothing', async () => {
  await expectToSeeAndHear(grace)
  await ada.button('microphone').click()
  await expect(grace.tile('Ada')).toHaveAccessibleName(new RegExp(grace.words.micOff))
  await expect.poll(() => listen(grace, 10), { intervals: [0] }).toMatchObject({ energy: 0 })

  const muted = await listen(grace, 30)
  expect(muted.energy).toBe(0)
  // NOTE a talking microphone sends 3 to 5 kB a second; comfort noise 2 or 3 packets of some bytes
  expect(muted.bytesPerSecond).toBeLessThan(200)

  await ada.button('microphone').click()
  await expectToSeeAndHear(grace)
})

test('turning the camera off shows the name in its place, and on again the picture', async () => {
  await expectToSee(grace, 'Ada')
  await ada.button('camera').click()
  await expect(grace.tile('Ada')).toHaveAccessibleName(new RegExp(grace.words.cameraOff))
  await expect(grace.tile('Ada').locator('video')).toHaveCount(0)
  await ada.button('camera').click()
  await expectToSee(grace, 'Ada')
})

test('a shared screen arrives at 720 lines or more with the real pixels of the tab', async () => {
  const tab = await ada.context.newPage()
  await tab.setViewportSize({ width: 1280, height: 720 })
  await tab.setContent(`<title>${sharedTabTitle}</title><body style="background:rgb(30,90,200)">`)
  await ada.page.bringToFront()
  await ada.button('share').click()

  const stage = grace.page.getByRole('region', { name: grace.words.sharedScreen })
  await expect(stage).toBeVisible()
  await expect
    .poll(async () => isNear(await readPicture(stage.locator('video')), [30, 90, 200]), { intervals: [200] })
    .toBe(true)
  await expect
    .poll(async () => (await readPicture(stage.locator('video'))).height)
    .toBeGreaterThanOrEqual(720)

  await ada.button('stopSharing').click()
  await expect(stage).toBeHidden()
  await expectToSee(grace, 'Ada')
  await tab.close()
})

test('who leaves is gone from the other screen within two seconds, and can come back', async () => {
  await expect(grace.tile('Ada')).toBeVisible()
  await expectGoneSoon([grace.tile('Ada')], () => ada.button('leave').dispatchEvent('click'))
  await expect(grace.page.getByRole('heading', { name: grace.words.alone })).toBeVisible()

  await ada.button('rejoin').click()
  await ada.button('join').click()
  await Promise.all([expectToSee(grace, 'Ada'), expectToSee(ada, 'Grace')])
})

test('who closes the tab is gone from the other screen within two seconds', async () => {
  await expect(grace.tile('Ada')).toBeVisible()
  await expectGoneSoon([grace.tile('Ada')], () => ada.page.close({ runBeforeUnload: true }))
})

// NOTE capture, encoding and colour spaces each move a colour a little
function isNear({ rgb }: { readonly rgb: readonly number[] }, wanted: readonly number[]): boolean {
  return rgb.length === 3 && rgb.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < 30)
}
