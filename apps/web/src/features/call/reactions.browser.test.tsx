import { everyRight } from '@parvis/contract/meetings'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, by, enter, log } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

const reactions = button('Réactions')

test('Ctrl+Shift+E opens the reactions, the arrows and Enter send one, and it rises from the person', async () => {
  const { server, ada, end, base } = await enter({ host: false })
  using _ = end
  await userEvent.keyboard('{Control>}{Shift>}e{/Shift}{/Control}')
  await expect.element(page.getByRole('menuitem', { name: 'Pouce levé' })).toHaveFocus()
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.element(reactions).toHaveFocus()
  const path = `${base}/participants/${ada.id}/reactions`
  expect(server.asked).toEqual([{ method: 'POST', path, body: { reaction: 'clap' } }])
  server.tell({ kind: 'reaction', participantId: ada.id, reaction: 'clap' })
  await expect.element(page.getByText('👏').first()).toBeVisible()
  await expect.element(log).toHaveTextContent('Votre réaction : Applaudissements')
})

test('reactions of others are seen, and said only to who wants to hear them', async () => {
  const { server, grace, end } = await enter({ host: false })
  using _ = end
  server.tell({ kind: 'reaction', participantId: grace.id, reaction: 'heart' })
  await expect.element(page.getByText('❤️').first()).toBeVisible()
  await expect.element(log).not.toHaveTextContent('Cœur')
  await userEvent.keyboard('{Control>}{Shift>}/{/Shift}{/Control}')
  await page.getByRole('checkbox', { name: 'Dire les réactions des autres au lecteur d’écran' }).click()
  server.tell({ kind: 'reaction', participantId: grace.id, reaction: 'party' })
  await expect.element(log).toHaveTextContent('Grace : Fête')
})

test('where the hosts forbid reactions the button says so, and opens nothing', async () => {
  const { server, end } = await enter({ host: false })
  using _ = end
  server.tell({ kind: 'rights-changed', rights: { ...everyRight, reactions: false }, by })
  await expect.element(log).toHaveTextContent('Grace a interdit vos réactions.')
  await expect.element(reactions).toHaveAttribute('aria-disabled', 'true')
  await reactions.click({ force: true })
  await expect.element(log).toHaveTextContent('Les organisateur·rices ont interdit les réactions.')
  await expect.element(page.getByRole('menu', { name: 'Réactions' })).not.toBeInTheDocument()
  expect(server.asked).toEqual([])
})

test('a reaction that is chosen before the server counts its person in, or while they are cut off, is shown when it does', async () => {
  const { server, ada, count, end, base } = await enter({ host: false, counted: false })
  using _ = end
  const react = async (name: string) => {
    await reactions.click()
    await page.getByRole('menuitem', { name }).click()
    await expect.element(reactions).toHaveFocus()
  }
  await react('Pouce levé')
  expect(server.asked).toEqual([])
  count()
  const request = { method: 'POST', path: `${base}/participants/${ada.id}/reactions` }
  const first = { ...request, body: { reaction: 'thumbs-up' } }
  await expect.poll(() => server.asked).toEqual([first])
  server.tell({ kind: 'participant-left', participantId: ada.id })
  await react('Applaudissements')
  expect(server.asked).toEqual([first])
  count()
  await expect.poll(() => server.asked).toEqual([first, { ...request, body: { reaction: 'clap' } }])
})
