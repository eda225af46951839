import { participantId } from '@parvis/contract/ids'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { alan, button, enter, log, toast } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

test('five hundred who wait are answered by one press; the first of them are listed, the others counted', async () => {
  const { server, end } = await enter()
  using _ = end
  const came = Array.from({ length: 500 }, (_, index) => ({
    ...alan,
    id: participantId.parse(`p_${String(index).padStart(24, '0')}`),
    name: `Personne ${index}`,
  }))
  server.tell({ kind: 'waiting-changed', came, gone: [] })
  await expect.element(toast).toHaveTextContent('499 autres personnes attendent')
  await expect.element(log).toHaveTextContent('500 personnes demandent à entrer.')
  await toast.getByRole('button', { name: 'Tout voir' }).click()
  const room = page.getByRole('region', { name: /Salle d’attente/ })
  await expect.element(room).toHaveTextContent('et 470 autres personnes')
  expect(room.getByRole('listitem').elements()).toHaveLength(30)
  await button('Tout accepter').click()
  await expect
    .poll(() => server.asked.map(({ body }) => body))
    .toEqual([{ decision: 'admit', participantIds: 'all' }])
})

test('a host says something to all who wait, lets them write, and answers one of them', async () => {
  const { server, base, end } = await enter()
  using _ = end
  server.tell({ kind: 'waiting-changed', came: [alan], gone: [] })
  await button('Réglages de la réunion').click()
  await page.getByRole('textbox', { name: 'Message aux personnes qui attendent' }).fill('Cinq minutes')
  await button('Afficher').click()
  await page.getByRole('checkbox', { name: 'Les personnes qui attendent peuvent vous écrire' }).click()
  server.tell({ kind: 'waiting-room', message: 'Cinq minutes', texts: true })
  await userEvent.keyboard('{Escape}')
  const line = { id: '8a7f2f0e-8d7b-4b1e-9a52-3f6f6e3f1c11', place: alan.id, by: null }
  server.tell({ kind: 'waiting-text', ...line, from: 'waiting', text: 'Je suis là.' })
  await expect.element(log).toHaveTextContent('Alan Turing, qui attend, écrit : Je suis là.')
  await button('Participants').click()
  await page.getByRole('textbox', { name: 'Écrire à Alan Turing' }).fill('Un instant.')
  await button('Envoyer').click()
  await expect
    .poll(() => server.asked)
    .toEqual([
      { method: 'PATCH', path: `${base}/waiting-room`, body: { message: 'Cinq minutes' } },
      { method: 'PATCH', path: `${base}/waiting-room`, body: { texts: true } },
      { method: 'POST', path: `${base}/waiting-room/texts`, body: { place: alan.id, text: 'Un instant.' } },
    ])
  expect(await findBreaches()).toEqual([])
})

test('a knock rings, unless the person wants it silent, which the browser remembers', async () => {
  const { server, rung, end } = await enter()
  using _ = end
  server.tell({ kind: 'waiting-changed', came: [alan], gone: [] })
  await expect.poll(() => rung).toHaveBeenCalledTimes(1)
  await button('Réglages de la réunion').click()
  await page
    .getByRole('checkbox', { name: 'Sonner quand quelqu’un demande à entrer ou lève la main' })
    .click()
  expect(localStorage.getItem('parvis:knock-sound')).toBe('false')
  await page
    .getByRole('checkbox', { name: 'Sonner quand quelqu’un demande à entrer ou lève la main' })
    .click()
})
