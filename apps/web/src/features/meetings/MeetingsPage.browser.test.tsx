import { delegationId, meetingSlug, userId } from '@parvis/contract/ids'
import type { Delegations } from '@parvis/contract/delegations'
import type { ListedMeeting } from '@parvis/contract/meetings'
import { everyRight } from '@parvis/contract/meetings'
import type { Me } from '@parvis/contract/session'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { MeetingsPage } from './MeetingsPage.tsx'

const id = '7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'
const ada: Me = {
  id: userId.parse(id),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

function meeting(slug: string, name: string): ListedMeeting {
  return {
    slug: meetingSlug.parse(slug),
    address: null,
    name,
    access: 'public',
    rights: everyRight,
    waitForHost: false,
    membersStandIn: false,
    passcode: false,
    role: 'owner',
    actingFor: { id: ada.id, name: 'Grace' },
    otherHosts: ['Mary'],
    url: `https://visio.example.org/${slug}`,
    createdAt: '2026-01-01T09:00:00Z',
    lastUsedAt: null,
  }
}

const pages: Readonly<Record<string, unknown>> = {
  '': { items: [meeting('abc-defg-hij', 'Conseil')], next: 'more', actsFor: [] },
  '?after=more': { items: [meeting('abc-defg-hik', 'Bureau')], next: null, actsFor: [] },
  '?search=rien': { items: [], next: null, actsFor: [] },
}

const defaults = {
  access: 'public',
  waitForHost: false,
  rights: everyRight,
  own: false,
}

async function open() {
  await speak('fr')
  await addArea(meetingsArea)
  let delegations: Delegations = { given: [], received: [] }
  const server = createServerForTests(({ method, path, body }) => {
    if (path.startsWith('/api/v1/me/delegations')) {
      if (method === 'GET') return [200, delegations]
      const { email = '' } = (body ?? {}) as { email?: string }
      const given = method === 'POST' ? [{ id: delegationId.parse(id), email, until: null }] : []
      delegations = { given, received: [] }
      return [204]
    }
    if (path.endsWith('/meeting-defaults')) return [200, defaults]
    if (path.startsWith('/api/v1/upcoming')) return [200, { items: [], next: null }]
    if (path.endsWith('/creation-policy')) return [200, { mayCreate: true, defaultAccess: 'trusted' }]
    if (method === 'POST') return [201, meeting('abc-defg-hil', 'Nouvelle')]
    return [200, pages[path.slice('/api/v1/meetings'.length).replace(/^\?$/, '')]]
  })
  const rendered = await render(<MeetingsPage />, (queries) => queries.setQueryData(meQuery.queryKey, ada))
  return {
    asked: server.asked,
    paths: rendered.paths,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

test('the list goes on, and is searched by the server', async () => {
  using _opened = await open()
  await expect
    .element(page.getByRole('link', { name: /Conseil.*Pour Grace.*Aussi organisée par Mary/ }))
    .toBeVisible()
  await page.getByRole('button', { name: 'Afficher la suite' }).click()
  await expect.element(page.getByRole('link', { name: /Bureau/ })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Chercher un nom ou un code' }).fill('rien')
  await expect.element(page.getByText('Aucune réunion ne correspond à cette recherche.')).toBeVisible()
})

test('a meeting is made here too, and begins as the person has it', async () => {
  using opened = await open()
  await page.getByRole('button', { name: 'Nouvelle réunion' }).click()
  await expect.poll(() => opened.paths).toEqual(['/', '/abc-defg-hil'])
  const made = opened.asked.filter(({ method }) => method === 'POST')
  expect(made.map(({ path, body }) => ({ path, body }))).toEqual([{ path: '/api/v1/meetings', body: {} }])
})

test('settings are folded away, and asked for when they are opened', async () => {
  using opened = await open()
  const settings = page.getByRole('button', { name: 'Réglages de mes prochaines réunions' })
  await expect.element(settings).toHaveAttribute('aria-expanded', 'false')
  const wasAsked = () => opened.asked.some(({ path }) => path.endsWith('/meeting-defaults'))
  expect(wasAsked()).toBe(false)
  await settings.click()
  await expect.element(page.getByRole('combobox', { name: 'Accès' })).toBeVisible()
  expect(wasAsked()).toBe(true)
  expect(await findBreaches()).toEqual([])
  await settings.click()
  await expect.element(page.getByRole('combobox', { name: 'Accès' })).not.toBeInTheDocument()
})

test('a person delegates, sees to whom, and ends it', async () => {
  using opened = await open()
  await page.getByRole('button', { name: 'Délégations' }).click()
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill('grace@example.org')
  await page.getByRole('button', { name: 'Déléguer' }).click()
  const given = page.getByRole('list', { name: 'Agissent pour vous' })
  await expect.element(given.getByText('grace@example.org')).toBeVisible()
  await page.getByRole('button', { name: 'Mettre fin à la délégation : grace@example.org' }).click()
  await expect.poll(() => given.elements()).toEqual([])
  const changes = opened.asked.filter(({ method }) => method !== 'GET')
  expect(changes.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

test('the page has no breach of accessibility', async () => {
  using _opened = await open()
  await expect.element(page.getByRole('link', { name: /Conseil/ })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
