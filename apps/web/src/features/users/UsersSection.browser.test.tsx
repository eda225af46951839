import { organisationId, userId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import type { User } from '@parvis/contract/users'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { UsersSection } from './UsersSection.tsx'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 + 60_000).toISOString()
const ada: User = {
  id: userId.parse('6d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  organisation: {
    id: organisationId.parse('5d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
    name: 'Ville de Nantes',
  },
  role: 'member',
  platformAdministrator: false,
  provider: null,
  local: true,
  secondFactor: false,
  lastSeenAt: null,
  disabledAt: null,
  invitation: { expiresAt: null },
}
const grace: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Grace',
  email: 'grace@example.org',
  role: 'administrator',
  platformAdministrator: false,
}

/** The console's list of people, of whom Ada is one, to Grace. */
async function open(user: User, { mail = true } = {}) {
  await speak('fr')
  await addArea(consoleArea)
  let shown = user
  const server = createServerForTests(({ method, path }) => {
    if (path === '/api/v1/account-options') return [200, { localAccounts: 'on', mail }]
    if (method === 'GET') return [200, { items: [shown], next: null }]
    shown = { ...user, invitation: { expiresAt: inDays(7) } }
    return [204]
  })
  const rendered = await render(
    <main>
      <h1>Personnes</h1>
      <UsersSection />
    </main>,
    (queries) => queries.setQueryData(meQuery.queryKey, grace),
  )
  await expect.element(page.getByText('Ada Lovelace')).toBeVisible()
  return {
    server,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

const again = page.getByRole('button', { name: 'Renvoyer l’invitation à Ada Lovelace' })

test('an expired invitation is sent again by one press, and the list says until when the new link is good', async () => {
  using opened = await open(ada)
  await expect.element(page.getByText(/le lien a expiré/)).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await again.click()
  await expect.element(page.getByText(/Une nouvelle invitation est partie à Ada Lovelace/)).toBeVisible()
  await expect.element(page.getByText(/le lien expire dans 7 jours/)).toBeVisible()
  const asked = opened.server.asked.filter(({ method }) => method !== 'GET')
  expect(asked).toEqual([{ method: 'POST', path: `/api/v1/admin/users/${ada.id}/invitation`, body: {} }])
})

test.each<readonly [string, User, { mail?: boolean }]>([
  ['who has chosen a password', { ...ada, invitation: null }, {}],
  ['whose account is disabled', { ...ada, disabledAt: '2026-01-01T09:00:00Z' }, {}],
  ['whom only those rule who administer the installation', { ...ada, platformAdministrator: true }, {}],
  ['when no mail can be sent', ada, { mail: false }],
])('nothing is offered for somebody %s', async (_, user, options) => {
  using _opened = await open(user, options)
  await expect.element(page.getByRole('list', { name: 'Personnes' })).toBeVisible()
  await expect.element(again).not.toBeInTheDocument()
})

const actions = page.getByRole('button', { name: 'Actions pour le compte de Ada Lovelace' })
const takeFactor = page.getByRole('menuitem', { name: 'Retirer le second facteur' })

test('whom a directory made signs in through a provider, and has no second factor to take away', async () => {
  using _ = await open({ ...ada, local: false, invitation: null })
  await expect.element(page.getByText(/^Se connecte par un fournisseur d’identité · /)).toBeVisible()
  await actions.click()
  await expect.element(page.getByRole('menuitem', { name: 'Déconnecter partout' })).toBeVisible()
  await expect.element(takeFactor).not.toBeInTheDocument()
})

test.each([
  ['is offered for somebody else', ada, 'offered'],
  ['is not for oneself, which takes one’s password', { ...ada, id: grace.id }, 'not offered'],
])('taking away a second factor that is on %s', async (_, user, expected) => {
  using _opened = await open({ ...user, secondFactor: true, invitation: null })
  await actions.click()
  await expect.element(page.getByRole('menuitem', { name: 'Déconnecter partout' })).toBeVisible()
  expect(takeFactor.elements().length > 0 ? 'offered' : 'not offered').toBe(expected)
})

test('somebody is invited by name and address; what is missing takes the focus', async () => {
  using opened = await open({ ...ada, invitation: null })
  await page.getByRole('button', { name: 'Inviter une personne' }).click()
  await page.getByRole('textbox', { name: 'Nom de la personne' }).fill('Zoé')
  const send = page.getByRole('button', { name: 'Envoyer l’invitation' })
  await send.click()
  const address = page.getByRole('textbox', { name: 'Adresse électronique' })
  await expect.element(address).toHaveFocus()
  await address.fill('zoe@example.org')
  await send.click()
  await expect
    .poll(() => opened.server.asked.filter(({ method }) => method !== 'GET').map(({ body }) => body))
    .toEqual([{ name: 'Zoé', email: 'zoe@example.org' }])
})
