import type { IdentityProvider, SignInRefusal } from '@parvis/contract/identity'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import type { Asked } from '../../server-for-tests.ts'
import { SignInPage } from './SignInPage.tsx'

const providers: IdentityProvider[] = [
  { name: 'agents', label: 'ProConnect', profile: 'proconnect' },
  { name: 'ville', label: 'Ville de Parvis', profile: 'generic' },
]

type Reply = readonly [number, unknown?]

async function open(
  search = '',
  offered = providers,
  reply: (asked: Asked) => Reply | undefined = () => undefined,
) {
  const server = createServerForTests(
    (asked) => reply(asked) ?? (asked.path === '/api/v1/identity' ? [200, { providers: offered }] : [404]),
  )
  const rendered = await render(<SignInPage />, undefined, `/sign-in?${search}`)
  return {
    asked: server.asked,
    paths: rendered.paths,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

test('each provider has a button that comes back to the page that was left, and ProConnect its own words', async () => {
  using _opened = await open('returnTo=%2Fabc-defg-hij')
  const proConnect = page.getByRole('link', { name: "S'identifier avec ProConnect" })
  await expect
    .element(proConnect)
    .toHaveAttribute('href', '/api/v1/identity/agents/start?returnTo=%2Fabc-defg-hij')
  await expect
    .element(page.getByRole('link', { name: 'Se connecter avec Ville de Parvis' }))
    .toHaveAttribute('href', '/api/v1/identity/ville/start?returnTo=%2Fabc-defg-hij')
  await expect.element(page.getByRole('link', { name: /Qu’est-ce que ProConnect/ })).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'Adresse électronique' })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/api/v1/identity/ville/start'])(
  'A52: a crafted link back to %s leads home',
  async (returnTo) => {
    using _opened = await open(new URLSearchParams({ returnTo }).toString())
    await expect
      .element(page.getByRole('link', { name: 'Se connecter avec Ville de Parvis' }))
      .toHaveAttribute('href', '/api/v1/identity/ville/start?returnTo=%2F')
  },
)

test.each<[SignInRefusal, RegExp]>([
  ['provider-unavailable', /Ville de Parvis ne répond pas/],
  ['cancelled', /a été annulée/],
  ['expired', /a expiré/],
  ['refused', /n’a pas pu être vérifiée/],
  ['identity-incomplete', /n’a pas transmis votre adresse/],
  ['domain-refused', /adresses de votre domaine/],
  ['organisation-unknown', /votre organisation n’utilise pas encore/],
  ['account-disabled', /votre compte est désactivé/],
  ['stronger-sign-in-needed', /connexion plus sûre/],
])('F30: somebody who comes back without being signed in (%s) is told why', async (refusal, words) => {
  using _opened = await open(`refusal=${refusal}&provider=ville`)
  await expect.element(page.getByText(words)).toBeVisible()
  expect(await findBreaches()).toEqual([])
})

test('without providers the page is the form alone, and an address cannot make it say anything', async () => {
  using _opened = await open('refusal=refused&provider=Call%20+33', [])
  await expect.element(page.getByRole('button', { name: 'Se connecter' })).toBeVisible()
  expect(page.getByRole('alert').elements()).toEqual([])
  expect(page.getByText('Call').elements()).toEqual([])
})

const ada = {
  id: '7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

test('who has a second factor is asked for a code after the password, by keyboard, and may try again', async () => {
  using opened = await open('', [], ({ path, body }) => {
    if (path !== '/api/v1/session') return undefined
    const { code } = body as { code?: string }
    if (code === undefined) return refuse(401, 'second-factor-needed')
    return code === '000000' ? refuse(401, 'wrong-code') : [201, ada]
  })
  await page.getByRole('textbox', { name: 'Adresse électronique' }).click()
  await userEvent.keyboard('ada@example.org{Tab}mon mot de passe{Enter}')
  const code = page.getByRole('textbox', { name: 'Code à usage unique' })
  await expect.element(code).toHaveFocus()
  await expect.element(code).toHaveAttribute('autocomplete', 'one-time-code')
  expect(page.getByRole('alert').elements()).toEqual([])
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('000000{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent(/Ce code ne convient pas/)
  await code.fill('123456')
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => opened.paths.at(-1)).toBe('/')
})

test('who must have a second factor and has none is led to where it is switched on', async () => {
  using opened = await open('returnTo=%2Fadmin', [], ({ path }) =>
    path === '/api/v1/session' ? [201, { ...ada, secondFactorMissing: true }] : undefined,
  )
  await page.getByRole('textbox', { name: 'Adresse électronique' }).click()
  await userEvent.keyboard('ada@example.org{Tab}mon mot de passe{Enter}')
  await expect.poll(() => opened.paths.at(-1)).toBe('/compte')
})

test('who is signed in already goes on to the page that was meant', async () => {
  using opened = await open('returnTo=%2Freunions', [], ({ path }) =>
    path === '/api/v1/me' ? [200, ada] : undefined,
  )
  await expect.poll(() => opened.paths.at(-1)).toBe('/reunions')
})

test('where local accounts are off there is no password to type', async () => {
  using _opened = await open('', providers, ({ path }) =>
    path === '/api/v1/account-options' ? [200, { localAccounts: 'off', mail: true }] : undefined,
  )
  await expect.element(page.getByRole('link', { name: 'Se connecter avec Ville de Parvis' })).toBeVisible()
  await expect.poll(() => page.getByLabelText('Mot de passe').elements()).toEqual([])
  expect(page.getByRole('link', { name: 'Mot de passe oublié' }).elements()).toEqual([])
})
