import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, by, enter, log } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

const hand = button('Lever la main')
const at = (second: number) => `2026-01-01T09:00:0${second}.000Z`

test('the button and Ctrl+Shift+H ask the server; the hand is up once the server says so, and all by keyboard', async () => {
  const { server, ada, end, base } = await enter({ host: false })
  using _ = end
  await expect.element(hand).toHaveAttribute('aria-pressed', 'false')
  await userEvent.keyboard('{Control>}{Shift>}h{/Shift}{/Control}')
  const path = `${base}/participants/${ada.id}/hand`
  expect(server.asked).toEqual([{ method: 'POST', path, body: { raised: true } }])
  await expect.element(hand).toHaveAttribute('aria-pressed', 'false')
  server.tell({ kind: 'hand-raised', participantId: ada.id, raisedAt: at(1) })
  await expect.element(hand).toHaveAttribute('aria-pressed', 'true')
  await expect.element(log).toHaveTextContent('Votre main est levée.')
  await expect
    .element(page.getByRole('article', { name: 'Ada (vous), main levée, n° 1' }))
    .toBeInTheDocument()
  await hand.click()
  await expect.poll(() => server.asked.at(-1)).toEqual({ method: 'POST', path, body: { raised: false } })
  server.tell({ kind: 'hands-lowered', participantIds: [ada.id], by })
  await expect.element(hand).toHaveAttribute('aria-pressed', 'false')
  await expect.element(log).toHaveTextContent('Grace a baissé votre main.')
})

test('hosts hear of a raised hand, find it first in the list, and lower one or all', async () => {
  const { server, grace, rung, end, base } = await enter()
  using _ = end
  server.tell({ kind: 'hand-raised', participantId: grace.id, raisedAt: at(1) })
  await expect.element(log).toHaveTextContent('Grace lève la main.')
  expect(rung).toHaveBeenCalledOnce()
  await button('Participants').click()
  const first = page.getByRole('complementary').getByRole('listitem').first()
  await expect.element(first).toHaveTextContent(/Grace.*main levée, n° 1/)
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Baisser la main' }).click()
  const path = `${base}/participants/${grace.id}/hand`
  expect(server.asked.at(-1)).toEqual({ method: 'POST', path, body: { raised: false } })
  await button('Baisser toutes les mains').click()
  await expect
    .poll(() => server.asked.at(-1))
    .toEqual({ method: 'POST', path: `${base}/hands/lowering`, body: {} })
  expect(await findBreaches()).toEqual([])
  server.tell({ kind: 'hands-lowered', participantIds: [grace.id], by })
  await expect.element(button('Baisser toutes les mains')).not.toBeInTheDocument()
})

test('who is no host hears of hands in words alone', async () => {
  const { server, grace, rung, end } = await enter({ host: false })
  using _ = end
  server.tell({ kind: 'hand-raised', participantId: grace.id, raisedAt: at(1) })
  await expect.element(log).toHaveTextContent('Grace lève la main.')
  expect(rung).not.toHaveBeenCalled()
})

test('a hand that is raised before the server counts its person in goes up when it does', async () => {
  const { server, ada, count, end, base } = await enter({ host: false, counted: false })
  using _ = end
  await hand.click()
  await expect.element(hand).toHaveAttribute('aria-pressed', 'true')
  expect(server.asked).toEqual([])
  count()
  const path = `${base}/participants/${ada.id}/hand`
  await expect.poll(() => server.asked).toEqual([{ method: 'POST', path, body: { raised: true } }])
})
