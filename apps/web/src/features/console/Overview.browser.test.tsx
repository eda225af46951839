import { userId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import type { Reply } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { Overview } from './Overview.tsx'

const chief: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: true,
}
const total = {
  meetings: 3,
  participants: 12,
  guests: 4,
  accounts: 8,
  minutes: 345,
  peak: 9,
  refused: 0,
  neverConnected: 0,
  poorMinutes: 0,
}
const provider = {
  name: 'ministry',
  label: 'Ministère',
  profile: 'generic',
  issuer: 'https://id.example.org',
  checkedAt: '2026-11-20T09:00:00Z',
}
const mail = { host: 'mail.example.org', port: 25, from: 'visio@example.org', waiting: 2, lastFailure: '451' }

const running = {
  slug: 'abc-defg-hij',
  name: 'Conseil',
  organisation: { id: '7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e50', name: 'Commune' },
  owner: 'Ada',
  access: 'public',
  createdAt: '2026-11-20T09:00:00Z',
  lastUsedAt: '2026-11-20T09:00:00Z',
  sitting: { startedAt: '2026-11-20T09:00:00Z', people: 5, well: 5, troubled: 0 },
  mayEnter: false,
}

async function open({ me = chief, failing = false }: { readonly me?: Me; readonly failing?: boolean } = {}) {
  await speak('fr')
  await addArea(consoleArea)
  const replies: Readonly<Record<string, Reply>> = {
    '/api/v1/admin/meetings': [200, { items: [running], next: null }],
    '/api/v1/admin/statistics': [200, { periods: [], total }],
    '/api/v1/admin/connections': [
      200,
      {
        providers: [{ ...provider, failure: failing ? 'unreachable' : null }],
        mail: failing ? mail : null,
      },
    ],
    '/readyz': failing ? [503, { code: 'not-ready' }] : [200, { status: 'ready' }],
  }
  const server = createServerForTests(({ path }) => replies[path.split('?')[0] ?? ''] ?? [404])
  const shown = (
    <main>
      <h1>Vue d’ensemble</h1>
      <Overview />
    </main>
  )
  const rendered = await render(shown, (queries) => queries.setQueryData(meQuery.queryKey, me))
  return {
    asked: server.asked,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

const state = page.getByRole('list', { name: 'État de l’installation' })

test('the overview says what goes on, what the day was, and that everything answers', async () => {
  using _opened = await open()
  await expect.element(page.getByText('1 réunion · 5 personnes')).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Aujourd’hui' })).toHaveTextContent(/Minutes.*345/)
  await expect.element(state).toHaveTextContent(/serveur média.*Répond.*Ministère.*Répond/)
  await expect.element(state).not.toHaveTextContent('Ne répond pas')
  expect(await findBreaches()).toEqual([])
})

test('what does not answer is said where the administrator looks first, with the reason', async () => {
  using _opened = await open({ failing: true })
  await expect.element(state).toHaveTextContent(/serveur média.*Ne répond pas.*Ministère.*Ne répond pas/)
  await expect.element(state).toHaveTextContent(/2 messages attendent le relais.*451/)
  expect(await findBreaches()).toEqual([])
})

test('whoever administers one organisation is told nothing of the installation', async () => {
  using opened = await open({ me: { ...chief, role: 'administrator', platformAdministrator: false } })
  await expect.element(page.getByRole('region', { name: 'Aujourd’hui' })).toBeVisible()
  expect(state.elements()).toEqual([])
  expect(opened.asked.map(({ path }) => path).filter((path) => /connections|readyz/.test(path))).toEqual([])
})
