import { chromium } from '@playwright/test'
import { browserArguments } from '../harness/browser.ts'
import { expectToSee, expectToSeeAndHear } from '../harness/media.ts'
import { createPerson } from '../harness/person.ts'
import { administrator, startInstallation } from '../harness/installation.ts'
import { readPlaces } from '../harness/place.ts'
import { expect, test } from '../harness/test.ts'

test('from an empty database: the printed link makes an administrator, who opens a meeting and is called; it makes no second one', async ({
  browser,
}) => {
  await using installation = await startInstallation({ empty: true })
  const { origin } = installation
  const link = new URL(installation.setupLink() ?? '')
  await using ada = await createPerson({ browser, origin, name: 'Ada Lovelace' })
  const { page, words } = ada
  await ada.open(link.pathname + link.search)
  await page.getByRole('textbox', { name: words.name }).fill('Ada Lovelace')
  await page.getByRole('textbox', { name: words.email }).fill('ada@example.org')
  await page.getByLabel(words.password).fill('correct horse battery staple')
  await ada.button('createAccount').click()
  await ada.button('newMeeting').click()
  await page.waitForURL(/\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/)
  await ada.button('join').click()
  await ada.inCall()

  await using grace = await createPerson({ browser, origin, name: 'Grace' })
  await grace.join(new URL(page.url()).pathname.slice(1))
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  await expectToSee(grace, 'Ada Lovelace')
  expect([...(await ada.misdeeds()), ...(await grace.misdeeds())]).toEqual([])

  const token = link.searchParams.get('token')
  const secondTime = await installation.visitor().fetch('/api/v1/setup', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      token,
      name: 'Eve',
      email: 'eve@example.org',
      password: 'correct horse battery staple',
    }),
  })
  expect(secondTime.status).toBe(403)
  await grace.open(link.pathname + link.search)
  await expect(grace.page.getByRole('main')).toBeVisible()
})

test('a guest is in the call two clicks after opening the link, and sees there who is signed in by the account’s name', async ({
  installation,
  meeting,
  guest,
  host,
}) => {
  const ada = await host()
  await ada.join(meeting.slug)
  const grace = await guest('Grace', { permissions: [] })
  await grace.context.grantPermissions(['camera', 'microphone'])
  await grace.page.addInitScript(() => {
    window.addEventListener('click', () => (window.name = String(Number(window.name) + 1)), true)
  })
  await grace.open(`/${meeting.slug}`)
  await expect(grace.page.getByRole('textbox', { name: grace.words.name })).toBeFocused()
  await grace.page.keyboard.type('Grace')
  await grace.button('join').click()
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  expect(Number(await grace.page.evaluate(() => window.name))).toBeLessThanOrEqual(2)
  const [{ name } = { name: '' }] = await installation.query<{ name: string }>(
    'SELECT name FROM "User" WHERE email = $1',
    [administrator.email],
  )
  await expectToSee(grace, name)
})

test('A62: until "join" is pressed nothing of camera or microphone leaves the page, whatever the link says', async ({
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  const sockets: string[] = []
  ada.page.on('websocket', (socket) => sockets.push(socket.url()))
  await ada.open(`/${meeting.slug}?name=Ada&join=1&autojoin=true#join`)
  const counted = () =>
    ada.page.evaluate(() => ({
      captures: window.parvisProbe.captures,
      sent: window.parvisProbe.peers.flatMap((peer) => peer.getSenders().filter(({ track }) => track)).length,
    }))
  await expect.poll(counted).toEqual({ captures: 1, sent: 0 })
  await expect(ada.button('join')).toBeVisible()
  expect(sockets).toEqual([])
  await ada.join(meeting.slug)
  await expect.poll(async () => (await counted()).sent).toBeGreaterThan(0)
})

test('a code in capitals without dashes, or the whole link, leads from the home page into the meeting', async ({
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  const typed = [meeting.slug.replaceAll('-', '').toUpperCase(), `${meeting.url}?from=mail`]
  for (const text of typed) {
    await ada.open('/')
    await ada.page.getByRole('textbox', { name: ada.words.code }).fill(text)
    await ada.button('joinByCode').click()
    await expect(ada.page).toHaveURL(`/${meeting.slug}`)
    await expect(ada.button('join')).toBeEnabled()
  }
})

test('a meeting that does not exist is said in words', async ({ guest }) => {
  const ada = await guest('Ada')
  await ada.open('/abc-defg-hij')
  await expect(ada.page.getByRole('heading', { name: ada.words.unknownMeeting })).toBeVisible()
})

test('who refused microphone and camera is told how to allow them, joins all the same, and sees the others', async ({
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  const grace = await guest('Grace', { permissions: [] })
  await grace.open(`/${meeting.slug}`)
  await grace.page.getByRole('textbox', { name: grace.words.name }).fill('Grace')
  await grace.button('allow').click()
  await expect(grace.page.getByText(grace.words.notAllowed)).toBeVisible()
  await grace.button('join').click()
  await grace.inCall()
  await expectToSeeAndHear(grace)
  await expect(ada.tile('Grace')).toHaveAccessibleName(new RegExp(ada.words.cameraOff))
})

test('the page before entering notices by itself that the devices were allowed', async ({
  meeting,
  guest,
}) => {
  const grace = await guest('Grace', { permissions: [] })
  await grace.open(`/${meeting.slug}`)
  await grace.button('allow').click()
  const guide = grace.page.getByText(grace.words.notAllowed)
  await expect(guide).toBeVisible()
  await grace.context.grantPermissions(['camera', 'microphone'])
  await expect(guide).toBeHidden()
  await expect(grace.page.locator('video')).toBeVisible()
})

test('without any camera or microphone people join, see and hear', async ({
  installation,
  meeting,
  guest,
  launchOptions,
}) => {
  const ada = await guest('Ada')
  await ada.join(meeting.slug)
  await using bare = await chromium.launch({ ...launchOptions, args: browserArguments('none') })
  await using grace = await createPerson({ browser: bare, origin: installation.origin, name: 'Grace' })
  await grace.join(meeting.slug)
  await expectToSeeAndHear(grace)
  await expect(ada.tile('Grace')).toHaveAccessibleName(new RegExp(ada.words.micOff))
  expect(await grace.misdeeds()).toEqual([])
})

test('a second tab takes the place over: the first says where the meeting went, nobody is there twice', async ({
  installation,
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  const first = await guest('Grace')
  await ada.join(meeting.slug)
  await first.join(meeting.slug)
  // The door tells once who is there, as soon as the SFU has told.
  const present = async () => (await readPlaces(installation, meeting.slug)).filter((place) => place.present)
  await expect.poll(async () => (await present()).length).toBe(2)
  const second = await first.openTab()
  await second.open(`/${meeting.slug}`)
  await expect(second.page.getByText(second.words.elsewhere)).toBeVisible()
  await second.button('join').click()
  await second.inCall()
  await expect(first.page.getByRole('heading', { name: first.words.continuesElsewhere })).toBeVisible()
  await expectToSee(ada, 'Grace')
  await expect(ada.page.getByRole('article')).toHaveCount(2)
})
