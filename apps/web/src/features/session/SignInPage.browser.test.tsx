import type { IdentityProvider, SignInRefusal } from '@parvis/contract/identity'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { SignInPage } from './SignInPage.tsx'

const providers: IdentityProvider[] = [
  { name: 'agents', label: 'ProConnect', profile: 'proconnect' },
  { name: 'ville', label: 'Ville de Parvis', profile: 'generic' },
]

async function open(search = '', offered = providers) {
  const server = createServerForTests(({ path }) =>
    path === '/api/v1/identity' ? [200, { providers: offered }] : [404],
  )
  const { hook, searchHook } = memoryLocation({ path: '/sign-in', searchPath: search })
  const rendered = await render(
    <Router hook={hook} searchHook={searchHook}>
      <SignInPage />
    </Router>,
  )
  return {
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
