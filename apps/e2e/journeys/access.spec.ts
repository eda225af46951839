import { expectGoodLook, findOverflow, findViolations, viewsIn, walkTo } from '../harness/look.ts'
import { expectToSeeAndHear } from '../harness/media.ts'
import type { Person } from '../harness/person.ts'
import type { Language } from '../harness/words.ts'
import { expect, test } from '../harness/test.ts'

const languages: readonly Language[] = ['fr', 'en']

for (const language of languages) {
  test(`C20: every screen before the call is accessible and fits, in ${language}`, async ({
    meeting,
    guest,
    host,
  }) => {
    const views = viewsIn[language]
    const ada = await guest('Ada', { language, permissions: [] })
    const { page } = ada
    await ada.open('/')
    await page.getByRole('textbox', { name: ada.words.code }).waitFor()
    await expectGoodLook(page, 'home-signed-out', views)
    await ada.button('joinByCode').click()
    await expectGoodLook(page, 'home-refused-code', views)
    await ada.open('/sign-in')
    await ada.button('signIn').waitFor()
    await expectGoodLook(page, 'sign-in', views)
    await ada.open(`/setup?token=${'x'.repeat(43)}`)
    await ada.button('createAccount').waitFor()
    await expectGoodLook(page, 'setup', views)
    await ada.open('/abc-defg-hij')
    await page.getByRole('heading', { name: ada.words.unknownMeeting }).waitFor()
    await expectGoodLook(page, 'unknown-meeting', views)
    await ada.open('/no/such/page')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectGoodLook(page, 'not-found', views)
    await ada.open(`/${meeting.slug}`)
    await ada.button('allow').waitFor()
    await expectGoodLook(page, 'before-entering-asked', views)
    await ada.button('allow').click()
    await page.getByText(ada.words.notAllowed).waitFor()
    await expectGoodLook(page, 'before-entering-refused', views)

    const owner = await host({ language })
    await owner.open('/')
    await owner.button('newMeeting').waitFor()
    await expectGoodLook(owner.page, 'home-signed-in', views)
    await owner.open(`/${meeting.slug}`)
    await owner.page.locator('video').waitFor()
    await expect(owner.button('join')).toBeEnabled()
    await expectGoodLook(owner.page, 'before-entering', views)
  })
}

test('C20: every screen of the call is accessible and fits, in both languages', async ({
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  const grace = await guest('Grace', { language: 'en' })
  await ada.join(meeting.slug)
  await expectGoodAlone(ada, viewsIn.fr)
  await grace.join(meeting.slug)
  for (const [person, views] of [
    [ada, viewsIn.fr],
    [grace, viewsIn.en],
  ] as const) {
    const { page, words } = person
    await expectToSeeAndHear(person)
    await expectGoodLook(page, 'call-of-two', views)
    await person.button('people').click()
    await page.getByRole('complementary', { name: words.people }).waitFor()
    await expectGoodLook(page, 'call-people', views)
    await page.keyboard.press('Escape')
    await person.button('cameraMenu').click()
    await page.getByRole('radio').first().waitFor()
    await expectGoodLook(page, 'call-cameras', views)
    await page.keyboard.press('Escape')
    await person.button('shortcuts').click()
    await page.getByRole('dialog').waitFor()
    await expectGoodLook(page, 'call-shortcuts', views)
    await page.keyboard.press('Escape')
  }
  await ada.leave()
  await expectGoodLook(ada.page, 'left', viewsIn.fr)
  await expectGoodAlone(grace, viewsIn.en)
  await grace.leave()
  await expectGoodLook(grace.page, 'left', viewsIn.en)
})

async function expectGoodAlone(
  { page, words }: Person,
  views: Parameters<typeof expectGoodLook>[2],
): Promise<void> {
  await page.getByRole('heading', { name: words.alone }).waitFor()
  await expectGoodLook(page, 'call-alone', views)
}

test('C20: from the home page through a call and out of it, by keyboard alone', async ({ guest, host }) => {
  const ada = await host()
  const { page, words } = ada
  await ada.open('/')
  await walkTo(ada.button('newMeeting'))
  await page.keyboard.press('Enter')
  await walkTo(ada.button('join'))
  await page.keyboard.press('Enter')
  await ada.inCall()
  const grace = await guest('Grace')
  await grace.join(new URL(page.url()).pathname.slice(1))
  await expectToSeeAndHear(grace)

  await page.keyboard.press('Control+d')
  await expect(ada.button('microphone')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Control+e')
  await expect(ada.button('camera')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.down('v')
  await expect(ada.button('microphone')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.up('v')
  await expect(ada.button('microphone')).toHaveAttribute('aria-pressed', 'false')

  await page.keyboard.press('F2')
  await walkTo(ada.button('people'), 'ArrowRight')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: words.people })
  await expect(panel).toContainText('Grace')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(ada.button('people')).toBeFocused()

  await page.keyboard.press('F2')
  await walkTo(ada.button('leave'), 'ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words.haveLeft })).toBeVisible()
  await walkTo(ada.button('rejoin'))
})

test('these checks see a nameless button and a page that is too wide', async ({ guest }) => {
  const { page, ...ada } = await guest('Ada')
  await ada.open('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await findViolations(page)).toEqual([])
  await page.evaluate(() => {
    const button = document.createElement('button')
    button.style.width = '2000px'
    document.body.append(button)
  })
  expect((await findViolations(page)).join()).toContain('button-name')
  expect(await findOverflow(page)).toBeGreaterThan(0)
})
