import { meetingSlug } from '@parvis/contract/ids'
import type { ListedMeeting } from '@parvis/contract/meetings'
import { everyRight } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { NewMeetingButton } from './NewMeetingButton.tsx'
import { RecentMeetings } from './RecentMeetings.tsx'

const meeting: ListedMeeting = {
  slug: meetingSlug.parse('abc-defg-hij'),
  address: null,
  name: 'Conseil municipal',
  access: 'public',
  rights: everyRight,
  waitForHost: false,
  membersStandIn: false,
  passcode: false,
  role: 'owner',
  actingFor: null,
  otherHosts: [],
  url: 'https://visio.example.org/abc-defg-hij',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: null,
}

const menu = page.getByRole('button', { name: 'Actions pour Conseil municipal' })

async function open(change: Partial<ListedMeeting> = {}) {
  let meetings: readonly ListedMeeting[] = [{ ...meeting, ...change }]
  const server = createServerForTests(({ method, body }) => {
    if (method === 'GET') return [200, { items: meetings, next: null, actsFor: [] }]
    if (method === 'POST') return [201, meeting]
    meetings = method === 'DELETE' ? [] : meetings.map((one) => Object.assign({}, one, body))
    return [204]
  })
  const rendered = await render(
    <main>
      <NewMeetingButton />
      <RecentMeetings />
    </main>,
  )
  await expect.element(menu).toBeVisible()
  const changes = () => server.asked.filter(({ method }) => method !== 'GET')
  const end = {
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
  return { changes, end, rendered }
}

async function choose(name: string) {
  await menu.click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

test('the owner renames a meeting; the list shows it, and the focus comes back', async () => {
  const { changes, end } = await open()
  using _ = end
  await choose('Renommer')
  await page.getByRole('textbox', { name: 'Nom de la réunion' }).fill('  Bureau ')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.element(page.getByRole('link', { name: /Bureau/ })).toBeVisible()
  expect(changes().map(({ body }) => body)).toEqual([{ name: 'Bureau' }])
  await expect.element(page.getByRole('button', { name: 'Actions pour Bureau' })).toHaveFocus()
})

test('an empty name takes the name away', async () => {
  const { changes, end } = await open()
  using _ = end
  await choose('Renommer')
  await page.getByRole('textbox', { name: 'Nom de la réunion' }).fill(' ')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.poll(() => changes().map(({ body }) => body)).toEqual([{ name: null }])
})

test('the access level is shown and changed', async () => {
  const { changes, end } = await open()
  using _ = end
  await expect.element(page.getByText('Accès public')).toBeVisible()
  await choose('Accès')
  await page.getByRole('radio', { name: /Sur invitation/ }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.element(page.getByText('Accès sur invitation')).toBeVisible()
  expect(changes().map(({ body }) => body)).toEqual([{ access: 'restricted' }])
})

test('deleting asks first, and the meeting is gone from the list', async () => {
  const { changes, end } = await open()
  using _ = end
  await choose('Supprimer')
  const question = page.getByRole('dialog', { name: 'Supprimer Conseil municipal ?' })
  await question.getByRole('button', { name: 'Annuler' }).click()
  expect(changes()).toEqual([])
  await choose('Supprimer')
  await question.getByRole('button', { name: 'Supprimer' }).click()
  await expect.element(page.getByText('Vos réunions apparaîtront ici.')).toBeVisible()
  expect(changes().map(({ method }) => method)).toEqual(['DELETE'])
})

test.for([
  ['cohost', ['Copier le lien', 'Renommer', 'Accès', 'Personnes et réglages']],
  ['member', ['Copier le lien', 'Personnes et réglages']],
] as const)('a %s is offered what they may do', async ([role, names]) => {
  const { end } = await open({ role })
  using _ = end
  await menu.click()
  await expect
    .poll(() =>
      page
        .getByRole('menuitem')
        .elements()
        .map((item) => item.textContent),
    )
    .toEqual(names)
})

test('a new meeting gets the access level that was chosen', async () => {
  const { changes, end, rendered } = await open()
  using _ = end
  await page.getByRole('combobox', { name: 'Accès' }).selectOptions('trusted')
  await page.getByRole('button', { name: 'Nouvelle réunion' }).click()
  await expect.poll(() => rendered.paths).toEqual(['/', '/abc-defg-hij'])
  expect(changes().map(({ body }) => body)).toEqual([{ access: 'trusted' }])
})

test('list, menu and dialogs have no breach of accessibility', async () => {
  const { end } = await open()
  using _ = end
  await menu.click()
  await expect.element(page.getByRole('menu')).toBeVisible()
  const breaches = async () =>
    (await findBreaches()).filter((breach) => !breach.startsWith('page-has-heading-one'))
  expect(await breaches()).toEqual([])
  await page.getByRole('menuitem', { name: 'Renommer' }).click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  expect(await breaches()).toEqual([])
})
