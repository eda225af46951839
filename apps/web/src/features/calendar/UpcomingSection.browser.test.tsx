import { scheduleId, meetingSlug } from '@parvis/contract/ids'
import type { Upcoming } from '@parvis/contract/calendar'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { UpcomingSection } from './UpcomingSection.tsx'

const slug = meetingSlug.parse('abc-defg-hij')

function at(startsAt: string, change: Partial<Upcoming> = {}): Upcoming {
  return {
    scheduleId: scheduleId.parse('00000000-0000-4000-8000-000000000001'),
    slug,
    url: `https://visio.example.org/${slug}`,
    title: 'Conseil',
    startsAt,
    endsAt: startsAt.replace(':00:00', ':45:00'),
    day: startsAt.slice(0, 10),
    repeats: false,
    editable: true,
    ...change,
  }
}

interface Given {
  readonly items?: readonly Upcoming[]
  readonly refusal?: string
}

async function open({ items = [at('2026-03-20T09:00:00.000Z')], refusal }: Given = {}) {
  await speak('fr')
  await addArea(meetingsArea)
  let shown = items
  let feed: object | null = null
  const server = createServerForTests(({ method, path }) => {
    if (path.startsWith('/api/v1/upcoming')) return [200, { items: shown, next: null }]
    if (path === '/api/v1/calendar') return [200, { feed, mailed: true }]
    if (path === '/api/v1/calendar/feed') {
      feed = method === 'POST' ? { createdAt: '2026-03-01T09:00:00Z', lastReadAt: null } : null
      return method === 'POST'
        ? [201, { url: 'https://visio.example.org/api/v1/calendar/secret.ics' }]
        : [204]
    }
    if (refusal) return refuse(429, refusal)
    shown = []
    return [204]
  })
  const rendered = await render(
    <main>
      <h1>Mes réunions</h1>
      <UpcomingSection />
    </main>,
  )
  const end = {
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
  return { end, rendered, changes: () => server.asked.filter(({ method }) => method !== 'GET') }
}

async function choose(action: string) {
  await page.getByRole('button', { name: 'Actions pour Conseil' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

test('meetings stand under their day, with a way in', async () => {
  const items = [at('2026-03-20T09:00:00.000Z'), at('2026-03-21T09:00:00.000Z', { title: 'Bureau' })]
  const { end } = await open({ items })
  using _ = end
  await expect
    .element(page.getByRole('link', { name: 'Rejoindre Bureau' }))
    .toHaveAttribute('href', `/${slug}`)
  const days = page.getByRole('heading', { level: 3 }).elements()
  expect(days.map(({ textContent }) => textContent)).toEqual(['vendredi 20 mars', 'samedi 21 mars'])
})

test('who may not change a meeting is offered nothing but the way in', async () => {
  const { end } = await open({ items: [at('2026-03-20T09:00:00.000Z', { editable: false })] })
  using _ = end
  await expect.element(page.getByRole('link', { name: 'Rejoindre Conseil' })).toBeVisible()
  expect(page.getByRole('button', { name: 'Actions pour Conseil' }).elements()).toEqual([])
})

test('cancelling asks first; the meeting goes, and the focus stays with the list', async () => {
  const { end, changes } = await open()
  using _ = end
  await choose('Annuler la réunion')
  const question = page.getByRole('dialog', { name: 'Annuler Conseil ?' })
  await question.getByRole('button', { name: 'Ne pas annuler', exact: true }).click()
  expect(changes()).toEqual([])
  await choose('Annuler la réunion')
  await question.getByRole('button', { name: 'Annuler la réunion' }).click()
  await expect.element(page.getByText('Aucune réunion planifiée.')).toBeVisible()
  expect(changes().map(({ body }) => body)).toEqual([{}])
  await expect.element(page.getByRole('region', { name: 'À venir' })).toHaveFocus()
})

test('of a series one date is cancelled by itself', async () => {
  const { end, changes } = await open({ items: [at('2026-03-20T09:00:00.000Z', { repeats: true })] })
  using _ = end
  await choose('Annuler cette date')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler cette date' }).click()
  await expect.poll(() => changes().map(({ body }) => body)).toEqual([{ day: '2026-03-20' }])
})

test('beyond the quota of mails the page says so in words', async () => {
  const { end } = await open({ refusal: 'invitation-quota' })
  using _ = end
  await choose('Annuler la réunion')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler la réunion' }).click()
  await expect.element(page.getByText(/C’est plus d’invitations/).first()).toBeVisible()
})

test('the feed’s address is made, shown, and revoked', async () => {
  const { end } = await open()
  using _ = end
  await page.getByRole('button', { name: 'S’abonner dans votre agenda' }).click()
  const dialog = page.getByRole('dialog', { name: 'S’abonner dans votre agenda' })
  await expect.element(dialog.getByRole('button', { name: 'Créer l’adresse' })).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await dialog.getByRole('button', { name: 'Créer l’adresse' }).click()
  const address = dialog.getByRole('textbox', { name: 'Adresse de votre agenda' })
  await expect.element(address).toHaveValue('https://visio.example.org/api/v1/calendar/secret.ics')
  await dialog.getByRole('button', { name: 'Révoquer l’adresse' }).click()
  await expect.element(dialog.getByRole('button', { name: 'Créer l’adresse' })).toBeVisible()
  expect(address.elements()).toEqual([])
})

test('the list has no breach of accessibility', async () => {
  const { end } = await open()
  using _ = end
  await expect.element(page.getByRole('link', { name: 'Rejoindre Conseil' })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
