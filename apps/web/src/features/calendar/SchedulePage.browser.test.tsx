import type { Schedule } from '@parvis/contract/calendar'
import { inviteeId, meetingSlug, scheduleId, userId } from '@parvis/contract/ids'
import type { Meeting } from '@parvis/contract/meetings'
import { everyRight } from '@parvis/contract/meetings'
import type { Me } from '@parvis/contract/session'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { SchedulePage } from './SchedulePage.tsx'

const ada: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

const schedule: Schedule = {
  id: scheduleId.parse('00000000-0000-4000-8000-000000000001'),
  slug: meetingSlug.parse('abc-defg-hij'),
  title: 'Conseil',
  description: '',
  start: '2026-03-20T09:00',
  timeZone: 'Europe/Paris',
  durationMinutes: 45,
  recurrence: null,
  exceptions: [],
  sequence: 0,
  cancelled: false,
  invitees: [
    {
      id: inviteeId.parse('00000000-0000-4000-8000-000000000002'),
      email: 'grace@example.org',
      name: 'Grace',
    },
  ],
  invitationText: 'Conseil\n\nRejoindre la réunion\nhttps://visio.example.org/abc-defg-hij',
}

const meeting: Meeting = {
  slug: schedule.slug,
  address: null,
  name: 'Conseil',
  access: 'public',
  rights: everyRight,
  waitForHost: false,
  membersStandIn: false,
  passcode: false,
  role: 'owner',
  actingFor: null,
  url: 'https://visio.example.org/abc-defg-hij',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: null,
}

interface Given {
  readonly changing?: boolean
  readonly mailed?: boolean
  readonly refusals?: number
}

async function open({ changing = false, mailed = true, refusals = 0 }: Given = {}) {
  await speak('fr')
  await addArea(meetingsArea)
  let left = refusals
  const server = createServerForTests(({ method, path }) => {
    if (path === '/api/v1/calendar') return [200, { feed: null, mailed }]
    if (path === '/api/v1/meetings') return [201, meeting]
    if (method === 'DELETE') return [204]
    if (method === 'POST' && left-- > 0) return refuse(429, 'invitation-quota')
    return [method === 'POST' && path.endsWith('/schedules') ? 201 : 200, schedule]
  })
  const names = changing ? { slug: schedule.slug, schedule: schedule.id } : {}
  const rendered = await render(<SchedulePage {...names} />, (queries) =>
    queries.setQueryData(meQuery.queryKey, ada),
  )
  const end = {
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
  const changes = () => server.asked.filter(({ method }) => method !== 'GET')
  return { changes, end }
}

const field = (name: string | RegExp) => page.getByRole('textbox', { name })
const plan = page.getByRole('button', { name: 'Planifier', exact: true })

test('a meeting is planned with people pasted as a list, and the invitation can be handed on', async () => {
  const { changes, end } = await open()
  using _ = end
  await field('Titre').fill('Conseil')
  await page.getByRole('combobox', { name: 'Répétition' }).selectOptions('weekly')
  await field(/Personnes à inviter/).fill('grace@example.org, Grace@example.org; alan@example.org')
  await expect.element(page.getByText(/2 personnes seront invitées. 1 adresse en double/)).toBeVisible()
  await plan.click()
  await expect.element(page.getByRole('heading', { name: 'La réunion est planifiée' })).toBeVisible()
  await expect.element(field('Texte de l’invitation')).toHaveValue(schedule.invitationText)
  const [made, planned] = changes()
  expect(made?.body).toEqual({ name: 'Conseil' })
  expect(planned?.body).toMatchObject({
    title: 'Conseil',
    language: 'fr',
    recurrence: { frequency: 'weekly', every: 1, count: 10 },
    invitees: [{ email: 'grace@example.org' }, { email: 'alan@example.org' }],
  })
})

test('what is missing is said beside its field, and nothing is sent', async () => {
  const { changes, end } = await open()
  using _ = end
  await field(/Personnes à inviter/).fill('prenom.nom')
  await plan.click()
  await expect.element(field('Titre')).toHaveAccessibleDescription(/Donnez un titre/)
  await expect.element(field(/Personnes à inviter/)).toHaveAccessibleDescription(/À corriger.*prenom\.nom/)
  expect(changes()).toEqual([])
  expect(await findBreaches()).toEqual([])
})

test('C27: a refusal is said in words, and another attempt makes no second meeting', async () => {
  const { changes, end } = await open({ refusals: 1 })
  using _ = end
  await field('Titre').fill('Conseil')
  await plan.click()
  await expect.element(page.getByText(/Invitez moins de personnes à la fois/)).toBeVisible()
  await plan.click()
  await expect.element(page.getByRole('heading', { name: 'La réunion est planifiée' })).toBeVisible()
  expect(changes().map(({ path }) => path)).toEqual([
    '/api/v1/meetings',
    `/api/v1/meetings/${schedule.slug}/schedules`,
    `/api/v1/meetings/${schedule.slug}/schedules`,
  ])
})

test('where no mail is sent, nobody can be invited in vain', async () => {
  const { end } = await open({ mailed: false })
  using _ = end
  await expect.element(page.getByText(/Cette installation n’envoie pas de courriels/)).toBeVisible()
  expect(field(/Personnes à inviter/).elements()).toEqual([])
})

test('a planned meeting is changed, and an invitation taken back after a question', async () => {
  const { changes, end } = await open({ changing: true })
  using _ = end
  await page.getByRole('button', { name: 'Retirer l’invitation de grace@example.org' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer l’invitation' }).click()
  await expect.element(page.getByRole('heading', { name: '0 personne invitée' })).toBeVisible()
  await page.getByLabelText('Heure de début').fill('10:30')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.element(page.getByRole('heading', { name: 'La réunion est modifiée' })).toBeVisible()
  expect(changes().map(({ method }) => method)).toEqual(['DELETE', 'PATCH'])
  expect(changes()[1]?.body).toMatchObject({ start: '2026-03-20T10:30', durationMinutes: 45 })
})
