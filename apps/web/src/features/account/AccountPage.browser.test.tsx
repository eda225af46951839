import { userId } from '@parvis/contract/ids'
import type { OwnSession } from '@parvis/contract/own-account'
import type { Me } from '@parvis/contract/session'
import type { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { accountArea } from '../../platform/i18n/account-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import type { Asked } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { AccountPage } from './AccountPage.tsx'
import type { Factor } from './queries.ts'

const ada: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}
const off: Factor = { offered: true, enabled: false, required: false, recoveryCodesLeft: 0 }

function session(last: string, browser: string | null): OwnSession {
  return {
    id: `00000000-0000-4000-8000-00000000000${last}` as OwnSession['id'],
    openedAt: '2026-01-05T09:00:00Z',
    lastSeenAt: '2026-01-05T10:00:00Z',
    browser,
    system: browser && 'Linux',
    current: last === '1',
  }
}

type Reply = readonly [number, unknown?]
interface Account {
  readonly me?: Me | null
  readonly factor?: Factor
  /** What is answered otherwise than by a calm server. */
  readonly reply?: (asked: Asked) => Reply | undefined
}

async function open({ me = ada, factor = off, reply }: Account = {}) {
  await speak('fr')
  await addArea(accountArea)
  let sessions = [session('1', 'Chrome'), session('2', 'Firefox'), session('3', null)]
  const server = createServerForTests((asked) => {
    const { method, path } = asked
    const answer = reply?.(asked)
    if (answer) return answer
    if (path === '/api/v1/me/second-factor') return [200, factor]
    if (path !== '/api/v1/me/sessions' && method !== 'DELETE') return [404]
    if (method === 'DELETE') sessions = sessions.filter(({ id, current }) => current || !path.endsWith(id))
    return method === 'DELETE' ? [204] : [200, { sessions }]
  })
  const know = (queries: QueryClient) => void queries.setQueryData(meQuery.queryKey, me)
  const rendered = await render(<AccountPage />, know, '/compte')
  return {
    asked: server.asked,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('who is not signed in is told so, and led back here', async () => {
  using _opened = await open({ me: null })
  const link = page.getByRole('main').getByRole('link', { name: 'Se connecter' })
  await expect.element(link).toHaveAttribute('href', '/sign-in?returnTo=%2Fcompte')
})

test('people of an identity provider see their sessions, and no password of ours', async () => {
  using _opened = await open({ factor: { ...off, offered: false } })
  await expect.element(page.getByText(/viennent de votre fournisseur d’identité/)).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Sessions ouvertes' })).toBeVisible()
  expect(page.getByRole('region', { name: 'Mot de passe' }).elements()).toEqual([])
  expect(await findBreaches()).toEqual([])
})

test('a page whose server does not answer says so, and comes back by one button', async () => {
  let away = true
  using _opened = await open({ reply: () => (away ? refuse(503, 'unavailable') : undefined) })
  await expect.element(page.getByRole('alert')).toBeVisible()
  away = false
  await button('Réessayer').click()
  await expect.element(page.getByRole('region', { name: 'Second facteur' })).toBeVisible()
})

test('a session is ended by keyboard, by a button that names it, and the focus stays in the list', async () => {
  using opened = await open()
  const end = page.getByRole('button', { name: /^Fermer : Firefox sur Linux, utilisée le/ })
  await expect.element(end).toBeVisible()
  await expect
    .element(page.getByRole('button', { name: /Navigateur inconnu sur système inconnu/ }))
    .toBeVisible()
  expect(await findBreaches()).toEqual([])
  end.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('La session est fermée.')).toBeVisible()
  await expect.poll(() => end.elements()).toEqual([])
  expect(opened.asked).toContainEqual({
    method: 'DELETE',
    path: '/api/v1/me/sessions/00000000-0000-4000-8000-000000000002',
    body: undefined,
  })
  await expect.element(page.getByRole('region', { name: 'Sessions ouvertes' })).toHaveFocus()
})

test('a wrong present password is said beside the form, which keeps what was typed', async () => {
  using _opened = await open({
    reply: ({ path }) => (path === '/api/v1/me/password' ? refuse(403, 'wrong-password') : undefined),
  })
  const section = page.getByRole('region', { name: 'Mot de passe' })
  await section.getByLabelText('Mot de passe actuel').fill('faux')
  await section.getByLabelText('Nouveau mot de passe').fill('une phrase facile à retenir')
  await button('Changer le mot de passe').click()
  await expect
    .element(section.getByRole('alert'))
    .toHaveTextContent('Ce n’est pas votre mot de passe actuel.')
  await expect
    .element(section.getByLabelText('Nouveau mot de passe'))
    .toHaveValue('une phrase facile à retenir')
})

test('the second factor is switched on by keyboard alone: password, key to type or scan, code, recovery codes', async () => {
  const codes = ['abcd-efgh-jkmn-pqrs', 'bcde-fghj-kmnp-qrst']
  let tries = 0
  using opened = await open({
    reply: ({ method, path }) => {
      if (path.endsWith('/confirm'))
        return tries++ === 0 ? refuse(401, 'wrong-code') : [200, { recoveryCodes: codes }]
      const offer = { key: 'GEZDGNBVGY3TQOJQ', address: 'otpauth://totp/Parvis?secret=GEZDGNBVGY3TQOJQ' }
      return path === '/api/v1/me/second-factor' && method === 'POST' ? [200, offer] : undefined
    },
  })
  const section = page.getByRole('region', { name: 'Second facteur' })
  await expect.element(button('Activer le second facteur')).toBeVisible()
  button('Activer le second facteur').element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(section.getByLabelText('Mot de passe actuel')).toHaveFocus()
  await userEvent.keyboard('mon mot de passe{Enter}')
  await expect.element(section.getByText('GEZD GNBV GY3T QOJQ')).toBeVisible()
  await expect.element(section.getByRole('img', { name: 'Code QR de la clé' })).toBeVisible()
  await expect.element(section).toHaveFocus()
  const code = section.getByRole('textbox', { name: 'Code à six chiffres' })
  await expect.element(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expect.element(code).toHaveAttribute('inputmode', 'numeric')
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('{Tab}000000{Enter}')
  await expect.element(section.getByRole('alert')).toHaveTextContent(/Ce code ne convient pas/)
  await expect.element(code).toHaveFocus()
  await code.fill('123 456')
  await userEvent.keyboard('{Enter}')
  await expect.element(section.getByText('bcde-fghj-kmnp-qrst')).toBeVisible()
  await expect.element(section).toHaveFocus()
  expect(opened.asked.filter(({ path }) => path.endsWith('/confirm')).at(-1)?.body).toEqual({
    code: '123 456',
  })
  expect(await findBreaches()).toEqual([])
})

test('who must have a second factor is told what they cannot do without one', async () => {
  using _opened = await open({ factor: { ...off, required: true } })
  await expect.element(page.getByText(/Tant qu’il n’est pas actif, vous n’administrez pas/)).toBeVisible()
})

test('it is removed with password and code; who must have one is warned first', async () => {
  const enabled = { offered: true, enabled: true, required: true, recoveryCodesLeft: 1 }
  using opened = await open({
    factor: enabled,
    reply: ({ path }) => (path.endsWith('/remove') ? refuse(401, 'wrong-code') : undefined),
  })
  await expect.element(page.getByText('Il vous reste 1 code de secours.')).toBeVisible()
  await button('Retirer le second facteur').click()
  await expect.element(page.getByText(/Sans second facteur, vous n’administrez plus/)).toBeVisible()
  const section = page.getByRole('region', { name: 'Second facteur' })
  await userEvent.keyboard('mon mot de passe{Tab}000000{Enter}')
  await expect.element(section.getByRole('alert')).toHaveTextContent(/Ce code ne convient pas/)
  expect(opened.asked.at(-1)?.body).toEqual({ password: 'mon mot de passe', code: '000000' })
  await button('Annuler').click()
  await expect.element(section).toHaveFocus()
  expect(await findBreaches()).toEqual([])
})
