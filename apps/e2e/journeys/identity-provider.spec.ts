import { freePort } from '@parvis/embedded/ports'
import { startIdentityProvider } from '@parvis/testkit/identity-provider'
import type { Browser, Page } from '@playwright/test'
import { startInstallation } from '../harness/installation.ts'
import { createPerson } from '../harness/person.ts'
import type { Person } from '../harness/person.ts'
import { expect, test } from '../harness/test.ts'

const people = { ada: { email: 'ada@example.org', name: 'Ada Lovelace' } }

/** Parvis with a real provider, and somebody before its home page. */
async function open(browser: Browser, settings: object = {}) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const provider = await startIdentityProvider({ people, origin, name: 'ville' })
  const ville = { name: 'ville', label: 'Ville', issuer: provider.issuer, ...provider.client }
  const installation = await startInstallation({
    port,
    environment: { IDENTITY_PROVIDERS: JSON.stringify([{ ...ville, organisation: 'Ville', ...settings }]) },
  })
  const ada = await createPerson({ browser, origin, name: 'Ada Lovelace' })
  return {
    ada,
    installation,
    async [Symbol.asyncDispose]() {
      await ada[Symbol.asyncDispose]()
      await installation[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
}

/** From the home page to the provider's form, and back. */
async function signIn({ page, words }: Person): Promise<void> {
  await page.getByRole('link', { name: words.signIn }).click()
  await page.getByRole('link', { name: words.signInWithVille }).click()
  await page.getByRole('textbox', { name: 'Subject' }).fill('ada')
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('somebody signs in through their provider, opens a meeting, signs out and is out, there as well', async ({
  browser,
}) => {
  await using world = await open(browser)
  const { ada } = world
  const { page, words } = ada
  await ada.open('/')
  await signIn(ada)
  await expect(page.getByText('Ada Lovelace')).toBeVisible()
  await ada.button('newMeeting').click()
  await page.waitForURL(/\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/)

  await ada.open('/')
  const kept = await ada.context.cookies(world.installation.origin)
  await ada.button('signOut').click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(`${world.installation.origin}/`)
  await expect(page.getByRole('link', { name: words.signIn })).toBeVisible()
  await ada.context.addCookies(kept)
  await ada.open('/')
  await expect(page.getByRole('link', { name: words.signIn })).toBeVisible()
  await page.getByRole('link', { name: words.signIn }).click()
  await page.getByRole('link', { name: words.signInWithVille }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toBeVisible()
  await ada.open('/')
  expect(await ada.misdeeds()).toEqual([])
})

function countSilentAttempts(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.url().includes('silent=1')) count += 1
  })
  return () => count
}

test('C12: who is signed in nowhere is asked about once, and never sent around; who is, enters without a click', async ({
  browser,
}) => {
  await using world = await open(browser, { silent: true })
  const { ada } = world
  const { page, words } = ada
  const attempts = countSilentAttempts(page)
  await ada.open('/')
  await expect(page.getByRole('link', { name: words.signIn })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: words.signIn })).toBeVisible()
  expect(attempts()).toBe(1)
  const other = await ada.openTab()
  const otherAttempts = countSilentAttempts(other.page)
  await other.open('/')
  await expect(other.page.getByRole('link', { name: words.signIn })).toBeVisible()
  expect(otherAttempts()).toBe(0)

  await signIn(ada)
  await expect(page.getByText('Ada Lovelace')).toBeVisible()
  await ada.context.clearCookies({ name: 'parvis-session' })
  await page.reload()
  await expect(page.getByText('Ada Lovelace')).toBeVisible()
  expect(attempts()).toBe(2)
  expect(await ada.misdeeds()).toEqual([])
})
