import { participantId } from '@parvis/contract/ids'
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { refuse } from '../../server-for-tests.ts'
import { button, by, enter, log } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

test('banning asks first; cancelling does nothing and gives the focus back', async () => {
  const { server, grace, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Bannir' }).click()
  const question = page.getByRole('dialog', { name: 'Bannir Grace ?' })
  await question.getByRole('button', { name: 'Annuler' }).click()
  await expect.element(button('Actions pour Grace')).toHaveFocus()
  expect(server.asked).toEqual([])
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Bannir' }).click()
  await question.getByRole('button', { name: 'Bannir', exact: true }).click()
  await expect
    .poll(() => server.asked)
    .toEqual([{ method: 'POST', path: `${base}/participants/${grace.id}/removal`, body: { ban: true } }])
})

test('whom a host puts out is told once, by what was done; who could not be put out and goes is told as gone', async () => {
  let refused = true
  const { server, grace, arrive, end } = await enter({
    reply: ({ path }) => (path.endsWith('/removal') && refused ? refuse(403, 'forbidden') : undefined),
  })
  using _ = end
  const turing = arrive('Alan')
  const joinedAt = '2026-01-01T09:00:00Z'
  const participant = { id: turing.id, name: 'Alan', joinedAt, host: false, account: false }
  server.tell({ kind: 'participant-joined', participant })
  await button('Participants').click()
  async function ban(name: string): Promise<void> {
    await button(`Actions pour ${name}`).click()
    await page.getByRole('menuitem', { name: 'Bannir' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Bannir', exact: true }).click()
  }
  await ban('Grace')
  await expect.element(log).toHaveTextContent('pas le droit')
  await grace.leave()
  await expect.element(log).toHaveTextContent('Grace a quitté la réunion.')
  refused = false
  await ban('Alan')
  await turing.leave()
  await expect.element(log).toHaveTextContent('Alan a été banni·e de la réunion.')
  await expect.element(page.getByRole('article', { name: /Alan/ })).not.toBeInTheDocument()
  expect(log.element().textContent).not.toContain('Alan a quitté')
})

test('who is removed or banned, and whose meeting is ended, hears by whom', async () => {
  const { server, onEnd, end } = await enter({ host: false })
  using _ = end
  server.tell({ kind: 'removed', by })
  server.tell({ kind: 'removed', by, banned: true })
  server.tell({ kind: 'occurrence-ended', by })
  expect(onEnd.mock.calls).toEqual([
    ['removed', by],
    ['banned', by],
    ['ended', by],
  ])
})

test('a menu and a question stay open when the media of the person arrive, and when others raise a hand', async () => {
  const { server, arrive, end } = await enter()
  using _ = end
  const joinedAt = '2026-01-01T09:00:00Z'
  // The third to come, after Ada and Grace.
  const eve = participantId.parse(`p_${'3'.padStart(24, '0')}`)
  const participant = { id: eve, name: 'Eve', joinedAt, host: false, account: false }
  server.tell({ kind: 'participant-joined', participant })
  await button('Participants').click()
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect.element(row('Eve')).toHaveTextContent('connexion')
  await button('Actions pour Eve').click()
  const menu = page.getByRole('menu', { name: 'Actions pour Eve' })
  await expect.element(menu).toBeVisible()
  await expect.element(button('Actions pour Eve')).toHaveAttribute('aria-expanded', 'true')

  expect(arrive('Eve').id).toBe(eve)
  await expect.element(row('Eve')).not.toHaveTextContent('connexion')
  const bob = arrive('Bob')
  server.tell({
    kind: 'participant-joined',
    participant: { id: bob.id, name: 'Bob', joinedAt, host: false, account: false },
  })
  await expect.element(row('Bob')).toBeVisible()
  const raise = async () => {
    server.tell({ kind: 'hand-raised', participantId: bob.id, raisedAt: joinedAt })
    await expect.element(page.getByRole('listitem').first()).toHaveTextContent('Bob')
  }
  await raise()
  expect(menu.element().matches(':popover-open')).toBe(true)

  server.tell({ kind: 'hands-lowered', participantIds: [bob.id], by })
  await page.getByRole('menuitem', { name: 'Bannir' }).click()
  const question = page.getByRole('dialog', { name: 'Bannir Eve ?' })
  await expect.element(question).toBeVisible()
  await raise()
  expect(question.element().matches(':modal')).toBe(true)
  await question.getByRole('button', { name: 'Annuler' }).click()
  await expect.element(button('Actions pour Eve')).toHaveFocus()
  await expect.element(button('Actions pour Eve')).toHaveAttribute('aria-expanded', 'false')
})
