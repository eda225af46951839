import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { accountArea } from '../../platform/i18n/account-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import type { Asked } from '../../server-for-tests.ts'
import { forgetPasswordToken } from './password-token.ts'
import { PasswordPage } from './PasswordPage.tsx'

const token = 't'.repeat(43)
const link = { purpose: 'invitation', email: 'grace@example.org', name: 'Grace' }

async function open(reply: (asked: Asked) => readonly [number, unknown?], hash = '') {
  await speak('fr')
  await addArea(accountArea)
  forgetPasswordToken()
  const address = location.href
  history.replaceState(null, '', `${location.pathname}${hash}`)
  const server = createServerForTests(reply)
  const rendered = await render(<PasswordPage />)
  return {
    asked: server.asked,
    paths: rendered.paths,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
      history.replaceState(null, '', address)
    },
  }
}

const field = () => page.getByLabelText('Nouveau mot de passe')

test('a link from a mail says whose account it is for, by keyboard a password is chosen, and one signs in', async () => {
  using opened = await open(({ path }) => (path.endsWith('/read') ? [200, link] : [204]), `#${token}`)
  await expect.element(page.getByText('Pour le compte grace@example.org.')).toBeVisible()
  expect(location.hash).toBe('')
  await expect.element(field()).toHaveAttribute('autocomplete', 'new-password')
  expect(await findBreaches()).toEqual([])
  await field().click()
  await userEvent.keyboard('une phrase facile à retenir{Enter}')
  await expect.poll(() => opened.paths.at(-1)).toBe('/sign-in')
  expect(opened.asked.at(-1)).toEqual({
    method: 'POST',
    path: '/api/v1/password-links/use',
    body: { token, password: 'une phrase facile à retenir' },
  })
})

test('a link that is good no more says what to do, and leads to another one', async () => {
  using _opened = await open(() => refuse(403, 'password-link-invalid'), `#${token}`)
  await expect.element(page.getByText(/Demandez une nouvelle invitation/)).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await page.getByRole('button', { name: 'Demander un autre lien' }).click()
  await expect.element(page.getByRole('heading', { name: 'Mot de passe oublié' })).toBeVisible()
})

test('a server that does not answer costs nobody their link', async () => {
  let away = true
  using _opened = await open(() => (away ? refuse(503, 'unavailable') : [200, link]), `#${token}`)
  const retry = page.getByRole('button', { name: 'Réessayer' })
  await expect.element(retry).toBeVisible()
  away = false
  await retry.click()
  await expect.element(field()).toBeVisible()
})

test('a password that the server refuses stays in the field, with the reason', async () => {
  using _opened = await open(
    ({ path }) => (path.endsWith('/read') ? [200, link] : refuse(429, 'too-many-requests')),
    `#${token}`,
  )
  await field().fill('une phrase facile à retenir')
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await expect.element(field()).toHaveValue('une phrase facile à retenir')
  expect(await findBreaches()).toEqual([])
})

test('A33: who forgot their password is told the same whoever they are', async () => {
  using opened = await open(() => [202])
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill('ada@example.org')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('heading', { name: 'Vérifiez votre courrier' })).toBeVisible()
  await expect.element(page.getByText(/Si cette adresse a un compte/)).toBeVisible()
  expect(opened.asked.at(-1)?.body).toEqual({ email: 'ada@example.org' })
  expect(await findBreaches()).toEqual([])
})

test('without mails the page says that no link can be sent', async () => {
  using _opened = await open(() => refuse(409, 'mail-not-configured'))
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill('ada@example.org')
  await page.getByRole('button', { name: 'Envoyer le lien' }).click()
  await expect.element(page.getByRole('alert')).toBeVisible()
})
