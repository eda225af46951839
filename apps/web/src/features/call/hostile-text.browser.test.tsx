import { participantId } from '@parvis/contract/ids'
import { displayName } from '@parvis/contract/text'
import { hostileTexts } from '@parvis/testkit/hostile-texts'
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { alan, button, edsger, enter, log, meeting, toast } from './host-for-tests.tsx'

beforeEach(() => localStorage.clear())

const names = hostileTexts.flatMap((text) => displayName.safeParse(text).data ?? [])

test('A25: whatever people call themselves and their meeting is shown as text, and nothing of it runs', async () => {
  const { server, arrive, end } = await enter()
  using _ = end
  await button('Participants').click()
  for (const [index, name] of names.entries()) {
    const id = participantId.parse(`p_${String(index).padStart(24, 'h')}`)
    const text = { id: crypto.randomUUID(), place: id, from: 'waiting', by: null, text: name } as const
    arrive(name)
    server.tell({ kind: 'meeting-changed', meeting: { ...meeting, name } })
    server.tell({ kind: 'waiting-changed', came: [{ ...alan, id, name }], gone: [] })
    server.tell({ kind: 'waiting-room', message: name, texts: true })
    server.tell({ kind: 'waiting-text', ...text })
    server.tell({ kind: 'muted', source: 'microphone', by: { name } })
    await expect.poll(() => document.title).toContain(name)
  }
  const shown = page.getByRole('complementary').element().textContent ?? ''
  expect(names.filter((name) => !shown.includes(name))).toEqual([])
  const added = 'script, iframe, style:not(head style), math, a[href^="javascript"], [onerror], [onload]'
  expect(document.body.querySelectorAll(added)).toHaveLength(0)
  expect('injected' in window).toBe(false)
})

test('A21: a name that imitates a badge stands beside the real one, which says guest', async () => {
  const { server, end } = await enter()
  using _ = end
  const name = 'Ada (organisateur·rice)'
  server.tell({ kind: 'waiting-changed', came: [{ ...alan, name }], gone: [] })
  await expect.element(toast).toHaveTextContent(/Ada \(organisateur·rice\) demande à entrer\. invité·e/)
  const badges = toast.getByText('invité·e', { exact: true })
  await expect.element(badges).toBeVisible()
  expect(toast.getByText('organisateur·rice', { exact: true }).elements()).toHaveLength(0)
})

test('A21: hosts read who vouches for whom: at the door, in the list of people, and in words', async () => {
  const { server, grace, end } = await enter()
  using _ = end
  const vouchers = { provider: 'ProConnect', elsewhere: true } as const
  const name = 'vérifié·e par ProConnect'
  server.tell({ kind: 'waiting-changed', came: [{ ...alan, name, account: true, vouchers }], gone: [] })
  await expect
    .element(toast)
    .toHaveTextContent(/demande à entrer\. vérifié·e par ProConnectautre organisation/)
  await expect
    .element(log)
    .toHaveTextContent(`Demande pour entrer, vérifié·e par ProConnect, autre organisation : ${name}.`)
  server.tell({ kind: 'waiting-changed', came: [{ ...edsger, name }], gone: [alan.id] })
  await expect.element(toast.getByText('invité·e', { exact: true })).toBeVisible()
  const joinedAt = '2026-01-01T09:00:00Z'
  const known = { host: false, account: true, vouchers: { admittedBy: 'Ada' } }
  server.tell({
    kind: 'participant-joined',
    participant: { id: grace.id, name: 'Grace', joinedAt, ...known },
  })
  await button('Participants').click()
  const person = page.getByRole('listitem').filter({ hasText: 'Grace' })
  await expect.element(person.getByText('compte de l’organisation', { exact: true })).toBeVisible()
  await expect.element(person).toHaveTextContent('Admis·e par Ada')
  expect(await findBreaches()).toEqual([])
})
