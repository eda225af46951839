import { everyRight } from '@parvis/contract/meetings'
import type { MeetingRights } from '@parvis/contract/meetings'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { alan, button, by, edsger, enter, log, meeting, toast } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

test('a knock is told with the name and whether they are signed in; one press lets them in', async () => {
  const { server, end, base } = await enter()
  using _ = end
  server.tell({ kind: 'waiting-changed', came: [alan], gone: [] })
  await expect.element(toast).toHaveTextContent(/Alan Turing demande à entrer.*invité·e/)
  await expect.element(log).toHaveTextContent('Demande pour entrer, invité·e : Alan Turing.')
  await toast.getByRole('button', { name: 'Accepter' }).click()
  const body = { decision: 'admit', participantIds: [alan.id] }
  expect(server.asked).toEqual([{ method: 'POST', path: `${base}/answers`, body }])
  server.tell({ kind: 'waiting-changed', came: [], gone: [alan.id] })
  await expect.element(toast).not.toBeInTheDocument()
  await expect.element(page.getByRole('main')).toHaveFocus()
})

test('participants who are not hosts see neither knocks nor what hosts do', async () => {
  const { end } = await enter({ host: false })
  using _ = end
  await button('Participants').click()
  await expect.element(page.getByRole('complementary')).toHaveTextContent(/Grace.*organisateur·rice/)
  for (const name of ['Réglages de la réunion', 'Autres façons de quitter', 'Couper tous les micros'])
    await expect.element(button(name)).not.toBeInTheDocument()
  await expect.element(button('Actions pour Grace')).not.toBeInTheDocument()
})

test('the panel lists who waits: one or all are answered by one request, and the focus stays there', async () => {
  const { server, end } = await enter()
  using _ = end
  for (const waiting of [alan, edsger]) server.tell({ kind: 'waiting-changed', came: [waiting], gone: [] })
  await button('Participants').click()
  await expect.element(toast).not.toBeInTheDocument()
  const room = page.getByRole('region', { name: /Salle d’attente/ })
  await expect
    .element(room.getByRole('button', { name: 'Refuser', exact: true }).last())
    .toHaveAccessibleDescription(edsger.name)
  await room.getByRole('button', { name: 'Refuser', exact: true }).last().click()
  server.tell({ kind: 'waiting-changed', came: [], gone: [edsger.id] })
  await expect.element(page.getByRole('complementary')).toHaveFocus()
  await button('Tout accepter').click()
  await expect
    .poll(() => server.asked.map(({ body }) => body))
    .toEqual([
      { decision: 'refuse', participantIds: [edsger.id] },
      { decision: 'admit', participantIds: 'all' },
    ])
})

test('the menu of a participant is used by keyboard, and gives the focus back', async () => {
  const { server, grace, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await expect.element(page.getByRole('complementary')).toHaveFocus()
  const menu = button('Actions pour Grace')
  menu.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('menuitem', { name: 'Couper le micro' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(menu).toHaveFocus()
  await userEvent.keyboard('{Enter}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}')
  await expect.element(menu).toHaveFocus()
  expect(server.asked).toEqual([
    { method: 'POST', path: `${base}/spotlight`, body: { participantId: grace.id } },
  ])
})

test('a host puts one person into the spotlight and ends it; everybody sees and hears so', async () => {
  const { server, grace, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Mettre en avant pour tous' }).click()
  server.tell({ kind: 'spotlight', participantId: grace.id, by: { name: 'Ada' } })
  await expect.element(log).toHaveTextContent('Ada met Grace en avant.')
  await expect.element(page.getByRole('article', { name: 'Grace, mis·e en avant, invité·e' })).toBeVisible()
  await expect.element(page.getByRole('complementary')).toHaveTextContent(/Grace.*mis·e en avant/)
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Ne plus mettre en avant' }).click()
  server.tell({ kind: 'spotlight', participantId: null, by: { name: 'Ada' } })
  await expect.element(page.getByRole('article', { name: 'Grace, invité·e', exact: true })).toBeVisible()
  const asked = { method: 'POST', path: `${base}/spotlight` }
  expect(server.asked).toEqual([
    { ...asked, body: { participantId: grace.id } },
    { ...asked, body: { participantId: null } },
  ])
})

test('a host gives a guest another name, which everybody hears; an empty one is refused in words', async () => {
  const { server, grace, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Renommer' }).click()
  const field = page.getByRole('textbox', { name: 'Nom affiché' })
  await field.fill('  ')
  await userEvent.keyboard('{Enter}')
  await expect.element(field).toHaveAccessibleDescription(/de 1 à 64 caractères/)
  await field.fill('Grace Hopper')
  await userEvent.keyboard('{Enter}')
  const path = `${base}/participants/${grace.id}/name`
  expect(server.asked).toEqual([{ method: 'POST', path, body: { name: 'Grace Hopper' } }])
  server.tell({ kind: 'participant-renamed', participantId: grace.id, name: 'Grace Hopper', by })
  await expect.element(log).toHaveTextContent('Grace s’appelle maintenant Grace Hopper.')
})

test('everybody but the one who is to speak is muted by one request', async () => {
  const { server, grace, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Couper tous les autres micros' }).click()
  const body = { source: 'microphone', participantIds: 'all', except: [grace.id] }
  expect(server.asked).toEqual([{ method: 'POST', path: `${base}/mute`, body }])
})

test('what one may do is read and changed in one place: a rule for one, else that for all', async () => {
  const { server, grace, end } = await enter()
  using _ = end
  const tell = (rights: MeetingRights) =>
    server.tell({ kind: 'participant-rights', participantId: grace.id, rights })
  tell({ ...everyRight, microphone: false })
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await page.getByRole('menuitem', { name: 'Droits…' }).click()
  const rights = page.getByRole('dialog', { name: 'Ce que Grace peut faire' })
  const microphone = rights.getByRole('checkbox', { name: 'Activer son micro' })
  await expect.element(rights.getByRole('checkbox', { name: 'Activer sa caméra' })).toBeChecked()
  await expect.element(microphone).not.toBeChecked()
  await microphone.click()
  await expect.poll(() => server.asked.map(({ body }) => body)).toEqual([{ microphone: true }])
  tell(everyRight)
  await expect.element(microphone).toBeChecked()
  // The sound of a screen is no question where the screen itself is forbidden.
  const sound = rights.getByRole('checkbox', { name: 'Partager le son avec son écran' })
  await expect.element(sound).toBeVisible()
  tell({ ...everyRight, screen: false })
  await expect.element(sound).not.toBeInTheDocument()
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Actions pour Grace')).toHaveFocus()
})

test('all microphones are turned off by one request, and how many is said', async () => {
  const { server, end, base } = await enter()
  using _ = end
  await button('Participants').click()
  await button('Couper tous les micros').click()
  const body = { source: 'microphone', participantIds: 'all' }
  expect(server.asked).toEqual([{ method: 'POST', path: `${base}/mute`, body }])
  await expect.element(log).toHaveTextContent('3 micros coupés.')
})

test('the rules of the meeting show what the server says, and each change is one request', async () => {
  const { server, end } = await enter()
  using _ = end
  await button('Réglages de la réunion').click()
  await expect.element(page.getByRole('radio', { name: /Personnes connectées/ })).toBeChecked()
  await page.getByRole('radio', { name: /Sur invitation/ }).click()
  await page.getByRole('checkbox', { name: 'Partager leur écran' }).click()
  await page.getByRole('checkbox', { name: 'Verrouiller la réunion' }).click()
  await expect
    .poll(() => server.asked.map(({ body }) => body))
    .toEqual([{ access: 'restricted' }, { rights: { screen: false } }, { locked: true }])
  server.tell({ kind: 'meeting-changed', meeting: { ...meeting, locked: true } })
  await expect.element(page.getByRole('checkbox', { name: 'Verrouiller la réunion' })).toBeChecked()
  await expect.element(log).toHaveTextContent('La réunion est verrouillée.')
})

test('a host leaves by one press, and ends the meeting for all after a question', async () => {
  const { server, onEnd, end, base } = await enter()
  using _ = end
  await button('Autres façons de quitter').click()
  await button('Terminer pour tous').click()
  const question = page.getByRole('dialog', { name: 'Terminer la réunion pour tous ?' })
  await expect.element(question).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(question).not.toBeInTheDocument()
  await expect.element(button('Autres façons de quitter')).toHaveFocus()
  await button('Autres façons de quitter').click()
  await button('Terminer pour tous').click()
  await question.getByRole('button', { name: 'Terminer pour tous' }).click()
  await expect.poll(() => server.asked).toEqual([{ method: 'POST', path: `${base}/end`, body: {} }])
  await button('Quitter').click()
  await expect.poll(() => onEnd.mock.calls).toEqual([['left']])
})

test('who is muted by a host is told by whom, and stays muted until they press themselves', async () => {
  const { server, ada, end } = await enter({ host: false })
  using _ = end
  server.tell({ kind: 'muted', source: 'microphone', by })
  await expect.element(log).toHaveTextContent('Grace a coupé votre micro. Vous pouvez le réactiver.')
  ada.drop()
  ada.restore()
  expect(ada.intents.get().microphone.wanted).toBe(false)
  await button('Micro').click()
  expect(ada.intents.get().microphone.wanted).toBe(true)
})

test('a source that is forbidden shows its button disabled, with the reason', async () => {
  const { server, ada, end } = await enter({ host: false })
  using _ = end
  const rights = { ...everyRight, microphone: false }
  ada.setRights(rights)
  server.tell({ kind: 'rights-changed', rights, by })
  await expect.element(log).toHaveTextContent('Grace a interdit votre micro.')
  await expect.element(button('Micro')).toBeDisabled()
  await expect.element(button('Micro')).toHaveAccessibleDescription(/interdit votre micro/)
  await userEvent.keyboard('{Control>}d{/Control}')
  expect(ada.intents.get().microphone.wanted).toBe(false)
  ada.setRights(everyRight)
  await expect.element(button('Micro')).toBeEnabled()
  expect(ada.intents.get().microphone.wanted).toBe(false)
})

test('tiles and list say who is host and who is a guest', async () => {
  const { server, ada, end } = await enter()
  using _ = end
  await expect.element(page.getByRole('article', { name: 'Ada (vous), organisateur·rice' })).toBeVisible()
  await expect.element(page.getByRole('article', { name: 'Grace, invité·e' })).toBeVisible()
  server.tell({ kind: 'host-changed', participantId: ada.id, host: false, by })
  await expect.element(log).toHaveTextContent('Grace vous a retiré le rôle de co-organisateur·rice.')
  await expect.element(button('Réglages de la réunion')).not.toBeInTheDocument()
})

test('what hosts see has no breach of accessibility', async () => {
  const { server, end } = await enter()
  using _ = end
  server.tell({ kind: 'waiting-changed', came: [alan], gone: [] })
  await expect.element(toast).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await button('Participants').click()
  await button('Actions pour Grace').click()
  await expect.element(page.getByRole('menu')).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('{Escape}')
  await button('Réglages de la réunion').click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
