import { meetingSlug, participantId } from '@parvis/contract/ids'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createStore } from '../../platform/store.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
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

async function wait(change: { hostPresent?: boolean; admitted?: boolean } = {}) {
  const devices = createFakeDevices()
  const rung = vi.spyOn(devices, 'testSpeaker')
  const end = vi.fn<(ending: Ending) => void>()
  const step = { kind: 'waiting' as const, place, hostPresent: undefined, admitted: false, ...change }
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
  expect(document.title).toBe('En attente : abc-defg-hij · Parvis')
})

test.for([
  [true, /est là et voit votre demande/],
  [false, /n’est encore là/],
] as const)('whether a host is there (%s) is said', async ([hostPresent, words]) => {
  const { rendered } = await wait({ hostPresent })
  using _ = rendered
  await expect.element(page.getByText(words)).toBeVisible()
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

test('leaving is one press, also by keyboard', async () => {
  const { end, rendered } = await wait()
  using _ = rendered
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus()
  page.getByRole('button', { name: 'Quitter' }).element().focus()
  await userEvent.keyboard('{Enter}')
  expect(end.mock.calls).toEqual([['left']])
})

test('the page has no breach of accessibility', async () => {
  const { rendered } = await wait({ hostPresent: true })
  using _ = rendered
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
