import { meetingSlug, participantId } from '@parvis/contract/ids'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { silence } from '../../platform/waiting-talk.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'
import { createStore } from '../../platform/store.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { createFakeDevices } from '../../rtc/fake-devices.ts'
import type { Ending, VisitStep } from './visit.ts'
import { WaitingPage } from './WaitingPage.tsx'

const slug = meetingSlug.parse('abc-defg-hij')
const place = {
  state: 'waiting' as const,
  participantId: participantId.parse(`p_${'a'.repeat(24)}`),
  name: 'Grace Hopper',
  live: '/live',
}

async function wait(change: { hostPresent?: boolean; admitted?: boolean; talk?: WaitingTalk } = {}) {
  const devices = createFakeDevices()
  const rung = vi.spyOn(devices, 'testSpeaker')
  const end = vi.fn<(ending: Ending) => void>()
  const step = {
    kind: 'waiting' as const,
    place,
    hostPresent: undefined,
    admitted: false,
    talk: silence,
    ...change,
  }
  const visit = {
    slug,
    devices,
    end,
    step: createStore<VisitStep>(step),
    join: () => Promise.resolve(),
    [Symbol.dispose]: () => undefined,
  }
  const rendered = await render(<WaitingPage visit={visit} step={step} />)
  return { devices, end, rung, rendered }
}

test('who waits is told for what, and under which name; the tab says it too', async () => {
  const { rendered } = await wait()
  using _ = rendered
  const title = page.getByRole('heading', { name: 'Vous êtes dans la salle d’attente' })
  await expect.element(title).toHaveFocus()
  await expect.element(page.getByText('Un·e organisateur·rice doit vous accepter.')).toBeVisible()
  await expect.element(page.getByText('Vous attendez sous le nom de Grace Hopper.')).toBeVisible()
  expect(document.title).toBe('En attente\u00a0: abc-defg-hij · Parvis')
})

test.for([
  [true, /est là et voit votre demande/],
  [false, /n’est encore là/],
] as const)('whether a host is there (%s) is said, and nothing twice', async ([hostPresent, words]) => {
  const { rendered } = await wait({ hostPresent })
  using _ = rendered
  await expect.element(page.getByText(words)).toBeVisible()
  await expect.element(page.getByText(/doit vous accepter/)).not.toBeInTheDocument()
})

test('microphone and camera can be set while waiting', async () => {
  const { devices, rendered } = await wait()
  using _ = rendered
  await page.getByRole('button', { name: 'Micro', exact: true }).click()
  expect(devices.state.get().microphone.wanted).toBe(false)
  await expect.element(page.getByRole('combobox', { name: 'Caméra' })).toBeVisible()
})

test('the admission is told by title, sound and words', async () => {
  const { rung, rendered } = await wait({ admitted: true })
  using _ = rendered
  await expect.element(page.getByRole('heading', { name: 'Vous êtes accepté·e' })).toBeVisible()
  await expect.element(page.getByRole('log')).toHaveTextContent('Vous êtes accepté·e')
  expect(document.title).toBe('Vous êtes accepté·e · Parvis')
  expect(rung).toHaveBeenCalled()
})

test('the browser asks to notify only when the person wants it', async () => {
  const ask = vi.spyOn(Notification, 'requestPermission').mockResolvedValue('granted')
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue('default')
  const { rendered } = await wait()
  using _ = rendered
  expect(ask).not.toHaveBeenCalled()
  await page.getByRole('button', { name: 'Me prévenir quand j’entre' }).click()
  await expect.element(page.getByText('Vous serez prévenu·e quand vous entrerez.')).toBeVisible()
  vi.restoreAllMocks()
})

test('what hosts say to all is shown and said as text, whatever it holds', async () => {
  const text = '<img src=x onerror=alert(1)> dans cinq minutes'
  const { rendered } = await wait({ talk: { ...silence, message: text } })
  using _ = rendered
  await expect
    .element(page.getByRole('status').filter({ hasText: 'Message des organisateur·rices' }))
    .toHaveTextContent(text)
})

test('when the meeting allows it, who waits writes to the hosts by keyboard and reads what they answer', async () => {
  using server = createServerForTests(() => [204])
  const answer = {
    id: '8a7f2f0e-8d7b-4b1e-9a52-3f6f6e3f1c11',
    place: place.participantId,
    from: 'host' as const,
    by: null,
    text: 'Un instant.',
  }
  const { rendered } = await wait({ talk: { message: null, allowed: true, lines: [answer] } })
  using _ = rendered
  const log = page.getByRole('log', { name: 'Échange avec les organisateur·rices' })
  await expect.element(log).toHaveTextContent('Un·e organisateur·rice Un instant.')
  await page.getByRole('textbox', { name: 'Écrire aux organisateur·rices' }).fill('Je suis l’experte.')
  await userEvent.keyboard('{Enter}')
  const body = { place: place.participantId, text: 'Je suis l’experte.' }
  await expect
    .poll(() => server.asked)
    .toEqual([{ method: 'POST', path: `/api/v1/meetings/${slug}/waiting-room/texts`, body }])
  expect(await findBreaches()).toEqual([])
})

test('leaving is one press, also by keyboard', async () => {
  const { end, rendered } = await wait()
  using _ = rendered
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus()
  page.getByRole('button', { name: 'Quitter' }).element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => end.mock.calls).toEqual([['left']])
})

test('the page has no breach of accessibility', async () => {
  const { rendered } = await wait({ hostPresent: true })
  using _ = rendered
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
