import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, enter, log, meeting } from './host-for-tests.tsx'

test('a guest changes their own name by keyboard, is told so, and the focus comes back', async () => {
  const { server, ada, end, base } = await enter({ host: false, account: false })
  using _ = end
  await button('Participants').click()
  button('Changer votre nom').element().focus()
  await userEvent.keyboard('{Enter}')
  const field = page.getByRole('textbox', { name: 'Nom affiché' })
  await expect.element(field).toHaveValue('Ada')
  expect(await findBreaches()).toEqual([])
  await field.fill('Ada Lovelace')
  await userEvent.keyboard('{Enter}')
  await expect.element(button('Changer votre nom')).toHaveFocus()
  const path = `${base}/participants/${ada.id}/name`
  expect(server.asked).toEqual([{ method: 'POST', path, body: { name: 'Ada Lovelace' } }])
  server.tell({ kind: 'participant-renamed', participantId: ada.id, name: 'Ada Lovelace', by: null })
  await expect.element(log).toHaveTextContent('Vous vous appelez maintenant Ada Lovelace.')
})

test('where the meeting does not let them, guests are not offered another name; nor are accounts', async () => {
  const { server, end } = await enter({ host: false, account: false })
  using _ = end
  await button('Participants').click()
  await expect.element(button('Changer votre nom')).toBeVisible()
  server.tell({ kind: 'meeting-changed', meeting: { ...meeting, renaming: false } })
  await expect.element(button('Changer votre nom')).not.toBeInTheDocument()
})

test('an account keeps its name', async () => {
  const { end } = await enter({ host: false })
  using _ = end
  await button('Participants').click()
  await expect.element(page.getByRole('complementary')).toBeVisible()
  await expect.element(button('Changer votre nom')).not.toBeInTheDocument()
})
