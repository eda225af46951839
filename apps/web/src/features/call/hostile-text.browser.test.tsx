import { participantId } from '@parvis/contract/ids'
import { displayName } from '@parvis/contract/text'
import { hostileTexts } from '@parvis/testkit/hostile-texts'
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { alan, button, enter, meeting, toast } from './host-for-tests.tsx'

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
