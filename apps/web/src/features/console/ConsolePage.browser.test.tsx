import { userId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { ConsolePage } from './ConsolePage.tsx'

const member: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

async function open(me: Me | null, path = '') {
  await speak('fr')
  await addArea(consoleArea)
  return render(<ConsolePage path={path} />, (queries) => queries.setQueryData(meQuery.queryKey, me))
}

test.each([
  ['somebody who is not signed in', null, 'L’administration demande de se connecter'],
  ['a member', member, 'Cette page est réservée à l’administration'],
])('C26: %s is told in words what the console needs', async (_, me, title) => {
  using _rendered = await open(me)
  await expect.element(page.getByRole('heading', { name: title })).toBeVisible()
  expect(page.getByRole('navigation').elements()).toEqual([])
  expect(await findBreaches()).toEqual([])
})

test.each([
  ['their organisation', { role: 'administrator' as const }, 'Vous administrez votre organisation.'],
  ['everything', { platformAdministrator: true }, /toutes les organisations/],
])('whoever administers %s finds the sections', async (_, rights, text) => {
  using _rendered = await open({ ...member, ...rights })
  await expect.element(page.getByText(text)).toBeVisible()
  const sections = page.getByRole('navigation', { name: 'Rubriques de l’administration' })
  await expect.element(sections.getByRole('link', { name: 'Vue d’ensemble' })).toHaveAttribute('aria-current')
  expect(await findBreaches()).toEqual([])
})

test('while the server is out of reach nobody is told to sign in, nor left waiting', async () => {
  await speak('fr')
  await addArea(consoleArea)
  let reachable = false
  using server = createServerForTests(() => (reachable ? [200, member] : [502]))
  using _rendered = await render(<ConsolePage path="" />)
  await expect.element(page.getByRole('heading', { name: 'La page ne peut pas s’ouvrir' })).toBeVisible()
  expect(server.asked).toHaveLength(3)
  expect(await findBreaches()).toEqual([])
  reachable = true
  await page.getByRole('button', { name: 'Réessayer' }).click()
  await expect.element(page.getByRole('heading', { name: /réservée à l’administration/ })).toBeVisible()
})

test('the console speaks the other language as soon as it is chosen', async () => {
  using _rendered = await open({ ...member, role: 'administrator' })
  await page.getByRole('combobox', { name: 'Langue' }).selectOptions('en')
  await expect.element(page.getByText('You administer your organisation.')).toBeVisible()
})

test('an address without a section leads nowhere', async () => {
  using _rendered = await open({ ...member, role: 'administrator' }, 'nothing')
  await expect.element(page.getByRole('heading', { name: 'Cette page n’existe pas' })).toBeVisible()
})
