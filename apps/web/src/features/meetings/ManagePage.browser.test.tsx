import type { BanEntry } from '@parvis/contract/bans'
import { banId, meetingSlug, roleId, userId } from '@parvis/contract/ids'
import type { OwnMeeting } from '@parvis/contract/meetings'
import { everyRight } from '@parvis/contract/meetings'
import type { RoleEntry } from '@parvis/contract/roles'
import type { Me } from '@parvis/contract/session'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { ManagePage } from './ManagePage.tsx'

const ada: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

const meeting: OwnMeeting = {
  slug: meetingSlug.parse('abc-defg-hij'),
  address: null,
  name: 'Conseil municipal',
  access: 'restricted',
  rights: everyRight,
  waitForHost: false,
  renaming: true,
  muting: 'hosts',
  membersStandIn: false,
  passcode: false,
  role: 'owner',
  actingFor: null,
  url: 'https://visio.example.org/abc-defg-hij',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: null,
  addressesAllowed: true,
  passcodeForAll: false,
}

function entry(digit: number, change: Partial<RoleEntry>): RoleEntry {
  const id = roleId.parse(`00000000-0000-4000-8000-00000000000${digit}`)
  return { id, role: 'member', name: null, email: null, own: false, ...change }
}

const people = [
  entry(1, { role: 'owner', name: 'Ada', own: true }),
  entry(2, { role: 'cohost', name: 'Grace', email: 'grace@example.org' }),
  entry(3, { email: 'nouvelle@example.org' }),
]

const banned: BanEntry = {
  id: banId.parse('00000000-0000-4000-8000-000000000009'),
  name: 'Eve',
  account: false,
  createdAt: '2026-01-02T10:00:00Z',
}

async function open(role: OwnMeeting['role'] = 'owner', change: Partial<OwnMeeting> = {}) {
  await speak('fr')
  await addArea(meetingsArea)
  let items = people
  let bans: readonly BanEntry[] = [banned]
  let forAll = change.passcodeForAll ?? false
  const server = createServerForTests(({ method, path, body }) => {
    if (path.endsWith('/settings')) return [200, { ...meeting, role, ...change, passcodeForAll: forAll }]
    if (method === 'DELETE' && path.includes('/bans/')) {
      bans = []
      return [204]
    }
    if (path.includes('/bans')) return [200, { items: bans, next: null }]
    if (method === 'GET') return [200, { items, next: null }]
    if (method === 'POST' && path.endsWith('/roles')) items = [...items, entry(4, body as Partial<RoleEntry>)]
    if (method === 'POST' && path.endsWith('/passcode')) {
      forAll = (body as { forAll: boolean }).forAll
      return [200, { passcode: '246810', forAll }]
    }
    if (method === 'POST' && path.endsWith('/address'))
      return [409, { ...(refuse(409, 'address-taken')[1] as object), suggestion: 'cabinet-2' }]
    if (method === 'DELETE') return refuse(409, 'last-owner')
    return [204]
  })
  const rendered = await render(<ManagePage slug={meeting.slug} />, (queries) =>
    queries.setQueryData(meQuery.queryKey, ada),
  )
  const changes = () => server.asked.filter(({ method }) => method !== 'GET')
  const end = {
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
  return { changes, end }
}

async function choose(name: string, action: string) {
  await page.getByRole('button', { name: `Actions pour ${name}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

test('the owner adds a co-host by address, who appears in the list', async () => {
  const { changes, end } = await open()
  using _ = end
  const email = page.getByRole('textbox', { name: 'Adresse électronique' })
  await email.fill('prenom')
  await page.getByRole('button', { name: 'Ajouter' }).click()
  await expect.element(page.getByText(/Cette adresse ne convient pas/)).toBeVisible()
  await email.fill(' Mary@Example.org ')
  await page.getByRole('combobox', { name: 'Rôle' }).selectOptions('cohost')
  await page.getByRole('button', { name: 'Ajouter' }).click()
  await expect
    .element(page.getByRole('list', { name: 'Personnes' }).getByText('mary@example.org'))
    .toBeVisible()
  expect(changes().map(({ body }) => body)).toEqual([{ email: 'mary@example.org', role: 'cohost' }])
})

test('the meeting is handed over only after a question', async () => {
  const { changes, end } = await open()
  using _ = end
  await choose('Grace', 'Transférer la réunion')
  const question = page.getByRole('dialog', { name: 'Transférer la réunion à Grace ?' })
  await question.getByRole('button', { name: 'Annuler' }).click()
  expect(changes()).toEqual([])
  await choose('Grace', 'Transférer la réunion')
  await question.getByRole('button', { name: 'Transférer la réunion' }).click()
  await expect.poll(() => changes().map(({ body }) => body)).toEqual([{ to: people[1]?.id }])
})

test('a ban is lifted after a question, and then nobody is banned', async () => {
  const { changes, end } = await open('cohost')
  using _ = end
  await page.getByRole('button', { name: 'Lever le bannissement de Eve' }).click()
  const question = page.getByRole('dialog', { name: 'Lever le bannissement de Eve ?' })
  await question.getByRole('button', { name: 'Lever le bannissement' }).click()
  await expect.element(page.getByText('Personne n’est banni·e de cette réunion.')).toBeVisible()
  await expect.element(page.getByRole('list', { name: 'Personnes bannies' })).not.toBeInTheDocument()
  expect(changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
    `DELETE /api/v1/meetings/${meeting.slug}/bans/${banned.id}`,
  ])
})

test('a passcode is asked for, and shown to who made it', async () => {
  const { changes, end } = await open()
  using _ = end
  const code = page.getByRole('textbox', { name: 'Code choisi' })
  await code.fill('123')
  await page.getByRole('button', { name: 'Demander un code' }).click()
  await expect.element(page.getByText(/il compte 6 à 12 chiffres/)).toBeVisible()
  await code.fill('246 810')
  await page.getByRole('button', { name: 'Demander un code' }).click()
  await expect.element(page.getByText('246 810')).toBeVisible()
  expect(changes().map(({ body }) => body)).toEqual([{ forAll: false, passcode: '246810' }])
})

test('that members are asked for the passcode too is seen, and changed without another one', async () => {
  const { changes, end } = await open('owner', { passcode: true, passcodeForAll: true })
  using _ = end
  const box = page.getByRole('checkbox', { name: 'Demander aussi le code aux membres' })
  await expect.element(box).toBeChecked()
  await box.click()
  await expect.element(box).not.toBeChecked()
  expect(changes().map(({ body }) => body)).toEqual([{ forAll: false, keep: true }])
})

test('an address is shown as it will be, and another one offered where it is taken', async () => {
  const { changes, end } = await open()
  using _ = end
  const address = page.getByRole('textbox', { name: 'Adresse choisie' })
  const choose = page.getByRole('button', { name: 'Choisir cette adresse' })
  await address.fill('a/b')
  await choose.click()
  await expect.element(address).toHaveAccessibleDescription(/ne convient pas/)
  await address.fill('Cabinet du préfet')
  await expect.element(page.getByText(`${location.host}/cabinet-du-prefet`)).toBeVisible()
  await choose.click()
  await expect.element(address).toHaveAccessibleDescription(/déjà prise/)
  expect(changes().map(({ body }) => body)).toEqual([{ address: 'cabinet-du-prefet' }])
  expect(await findBreaches()).toEqual([])
  await page.getByRole('button', { name: 'Prendre cabinet-2' }).click()
  await expect.element(address).toHaveValue('cabinet-2')
  await expect.element(address).not.toHaveAccessibleDescription(/déjà prise/)
})

test('the last owner is told why the role stays', async () => {
  const { end } = await open()
  using _ = end
  await choose('Ada', 'Abandonner mon rôle')
  await page.getByRole('dialog').getByRole('button', { name: 'Abandonner mon rôle' }).click()
  await expect.element(page.getByText(/garde toujours un·e propriétaire/).first()).toBeVisible()
})

test('A33: members see no list', async () => {
  const { end } = await open('member')
  using _ = end
  await expect.element(page.getByText(/Seules les personnes qui organisent/)).toBeVisible()
  expect(page.getByText('grace@example.org').elements()).toEqual([])
})

test('the page has no breach of accessibility', async () => {
  const { end } = await open()
  using _ = end
  await expect.element(page.getByText('nouvelle@example.org')).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
