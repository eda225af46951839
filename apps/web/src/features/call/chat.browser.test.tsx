import { messageId, participantId } from '@parvis/contract/ids'
import type { ChatMessage } from '@parvis/contract/chat'
import type { ParticipantId } from '@parvis/contract/ids'
import { polyglots } from '@parvis/testkit/hostile-texts'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { everyRight } from '@parvis/contract/meetings'
import { findBreaches } from '../../render-for-tests.tsx'
import { refuse } from '../../server-for-tests.ts'
import type { Asked, Reply } from '../../server-for-tests.ts'
import { button, by, enter } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

const panel = page.getByRole('complementary', { name: 'Discussion' })
const list = page.getByRole('log', { name: 'Messages' })
const field = page.getByRole('textbox', { name: 'Message' })
const somebody = participantId.parse(`p_${'s'.repeat(24)}`)
const at = '2026-01-01T09:00:00Z'

function message(number: number, place: ParticipantId, text = `Message ${number}`): ChatMessage {
  return {
    id: messageId.parse(crypto.randomUUID()),
    number,
    place,
    name: 'Grace',
    host: false,
    account: false,
    at,
    text,
  }
}

/** Answers what is asked of the chat: its past by these pages, newest first, and what is sent by `send`. */
function answering(pages: readonly (readonly ChatMessage[])[], send: () => Reply = () => [204]) {
  return ({ method, path }: Asked): Reply | undefined => {
    if (!path.includes('/chat')) return undefined
    if (method !== 'GET') return send()
    const index = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0)
    const next = index + 1 < pages.length ? String(index + 1) : null
    return [200, { items: pages[index] ?? [], next, since: at, keptDays: 7 }]
  }
}

test('the chat opens on its field, says since when and how long, and Escape gives the focus back', async () => {
  const { end } = await enter({ host: false, reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  await expect.element(field).toHaveFocus()
  await expect.element(panel).toHaveTextContent(/depuis le début de la réunion.*Effacé 7 jours après sa fin/)
  await expect.element(panel).toHaveTextContent('Personne n’a encore écrit.')
  await userEvent.keyboard('{Escape}')
  await expect.element(panel).not.toBeInTheDocument()
  await expect.element(button('Discussion')).toHaveFocus()
})

test('Ctrl+Shift+M opens the chat in the place of the people, one panel at a time', async () => {
  const { end } = await enter({ host: false, reply: answering([[]]) })
  using _ = end
  await button('Participants').click()
  await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}')
  await expect.element(panel).toBeVisible()
  expect(page.getByRole('complementary').elements()).toHaveLength(1)
})

test('Enter sends, Shift+Enter begins a line, and the message comes with the stream', async () => {
  const { server, ada, end, base } = await enter({ host: false, reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  await userEvent.type(field, 'Un{Shift>}{Enter}{/Shift}deux{Enter}')
  const body = { place: ada.id, clientId: expect.any(String), text: 'Un\ndeux' }
  await expect.poll(() => server.asked.at(-1)).toEqual({ method: 'POST', path: `${base}/chat`, body })
  await expect.element(field).toHaveValue('')
  await expect.element(field).toHaveFocus()
  server.tell({ kind: 'chat-message', message: message(1, ada.id, 'Un\ndeux') })
  await expect.element(list).toHaveTextContent(/\(vous\).*Un deux/)
})

test('what could not be sent stays in the field, and is the same message when it is sent again', async () => {
  const replies: Reply[] = [refuse(500, 'internal-error'), [204]]
  const { server, end } = await enter({ reply: answering([[]], () => replies.shift() ?? [204]) })
  using _ = end
  await button('Discussion').click()
  await userEvent.type(field, 'Bonjour{Enter}')
  await expect.element(panel).toHaveTextContent('Une erreur est survenue sur le serveur.')
  await expect.element(field).toHaveValue('Bonjour')
  await button('Envoyer').click()
  await expect.element(field).toHaveValue('')
  const sent = server.asked.filter(({ method }) => method === 'POST').map(({ body }) => body)
  expect(sent).toHaveLength(2)
  expect(sent[0]).toEqual(sent[1])
})

test('what is sent before the server counts its person in goes out when it does, and from then on through a cut', async () => {
  const { server, ada, count, end } = await enter({ counted: false, reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  await userEvent.type(field, 'Bonjour{Enter}')
  const sent = () =>
    server.asked.filter(({ method }) => method === 'POST').map(({ body }) => (body as { text: string }).text)
  await expect.element(button('Envoyer')).toHaveAttribute('aria-busy', 'true')
  expect(sent()).toEqual([])
  count()
  await expect.element(field).toHaveValue('')
  server.tell({ kind: 'participant-left', participantId: ada.id })
  await userEvent.type(field, 'Encore{Enter}')
  await expect.poll(sent).toEqual(['Bonjour', 'Encore'])
})

test('a draft survives the panel, and what is too long is not sent', async () => {
  const { server, end } = await enter({ reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  await field.fill('x'.repeat(2001))
  await button('Envoyer').click()
  await expect.element(panel).toHaveTextContent(/2\s001 caractères/)
  await button('Fermer').click()
  await button('Discussion').click()
  await expect.element(field).toHaveValue('x'.repeat(2001))
  expect(server.asked.filter(({ method }) => method === 'POST')).toEqual([])
})

test('what comes while the chat is closed is counted and said, until it is opened', async () => {
  const { server, grace, end } = await enter({ reply: answering([[]]) })
  using _ = end
  server.tell({ kind: 'chat-message', message: message(1, grace.id, 'Bonjour') })
  server.tell({ kind: 'chat-message', message: message(2, grace.id) })
  await expect.element(button('Discussion')).toHaveAccessibleDescription('2 messages non lus')
  await expect.element(page.getByRole('log')).toHaveTextContent('Grace écrit : Bonjour')
  await button('Discussion').click()
  await expect.element(list).toHaveTextContent('Bonjour')
  await expect.element(button('Discussion')).not.toHaveAccessibleDescription('2 messages non lus')
})

test('whoever wants no messages read out has them shown alone', async () => {
  const { server, grace, end } = await enter({ reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  await expect.element(list).toHaveTextContent('Personne n’a encore écrit.')
  server.tell({ kind: 'chat-message', message: message(1, grace.id) })
  await expect.element(list).toHaveAttribute('aria-live', 'polite')
  await page.getByRole('checkbox', { name: 'Annoncer' }).click()
  await expect.element(list).toHaveAttribute('aria-live', 'off')
})

test('older messages come when the list is scrolled up, and are not read out', async () => {
  const many = Array.from({ length: 40 }, (_, index) => index)
  const { end } = await enter({
    reply: answering([
      many.map((one) => message(80 - one, somebody)),
      many.map((one) => message(40 - one, somebody)),
    ]),
  })
  using _ = end
  await button('Discussion').click()
  await expect.element(list.getByText('Message 80', { exact: true })).toBeVisible()
  await expect.element(list.getByText('Message 40', { exact: true })).not.toBeInTheDocument()
  const element = list.element()
  element.scrollTop = -element.scrollHeight
  await expect.element(list.getByText('Message 1', { exact: true })).toBeInTheDocument()
  await expect.element(list).toHaveAttribute('aria-live', 'off')
})

test('authors take back their own; hosts any; and it is gone for everybody', async () => {
  const { server, ada, grace, end, base } = await enter({ host: false, reply: answering([[]]) })
  using _ = end
  const [own, other] = [message(1, ada.id), message(2, grace.id)]
  await button('Discussion').click()
  for (const one of [own, other]) server.tell({ kind: 'chat-message', message: one })
  await expect.element(list.getByRole('listitem').nth(1)).toBeVisible()
  expect(list.getByRole('button').elements()).toHaveLength(1)
  await list.getByRole('button', { name: 'Supprimer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click()
  await expect
    .poll(() => server.asked.at(-1))
    .toMatchObject({ method: 'DELETE', path: `${base}/chat/${own.id}` })
  server.tell({ kind: 'chat-message-deleted', id: own.id, place: ada.id, by })
  await expect.element(list.getByText('Message 1', { exact: true })).not.toBeInTheDocument()
  await expect
    .element(page.getByRole('log').last())
    .toHaveTextContent('Grace a supprimé votre message de la discussion.')
})

test('A21, A25: whatever is written is shown as text beside the badge of its place, and nothing of it runs', async () => {
  const { server, grace, end } = await enter({ reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  const texts = [...polyglots, 'Owner (organisateur·rice)\nhttps://example.org/?q=<script>']
  texts.forEach((text, index) =>
    server.tell({ kind: 'chat-message', message: { ...message(index + 1, grace.id, text), name: text } }),
  )
  await expect.element(list.getByRole('listitem').nth(texts.length - 1)).toBeInTheDocument()
  const shown = list.element().textContent ?? ''
  expect(texts.filter((text) => !shown.includes(text.replace('?q=<script>', '?q=')))).toEqual([])
  expect(list.getByText('invité·e', { exact: true }).elements()).toHaveLength(texts.length)
  expect(list.getByText('organisateur·rice', { exact: true }).elements()).toHaveLength(0)
  const added = 'script, iframe, style:not(head style), math, a:not([href^="https://"]), [onerror], [onload]'
  expect(panel.element().querySelectorAll(added)).toHaveLength(0)
  for (const link of panel.element().querySelectorAll('a')) expect(link.rel).toBe('noopener noreferrer')
  expect('injected' in window).toBe(false)
})

test('the chat has no breach of accessibility, empty, with messages, and with a failure', async () => {
  const { server, grace, end } = await enter({
    reply: answering([[]], () => refuse(429, 'too-many-requests')),
  })
  using _ = end
  await button('Discussion').click()
  await expect.element(panel).toBeVisible()
  expect(await findBreaches()).toEqual([])
  server.tell({ kind: 'chat-message', message: message(1, grace.id, 'Voir https://example.org') })
  await userEvent.type(field, 'Bonjour{Enter}')
  await expect.element(panel).toHaveTextContent('Trop de tentatives')
  expect(await findBreaches()).toEqual([])
})

test('whoever may not write is told why in the place of the field, and reads on', async () => {
  const { server, grace, end } = await enter({ host: false, reply: answering([[]]) })
  using _ = end
  await button('Discussion').click()
  server.tell({ kind: 'rights-changed', rights: { ...everyRight, chat: false }, by })
  await expect.element(panel).toHaveTextContent('ne vous laissent pas écrire dans la discussion')
  await expect.element(field).not.toBeInTheDocument()
  server.tell({ kind: 'chat-message', message: message(1, grace.id) })
  await expect.element(list).toHaveTextContent('Message 1')
})
