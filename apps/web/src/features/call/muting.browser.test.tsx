import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, enter, log, meeting } from './host-for-tests.tsx'

/** Ada, who is no host, in a call with the host Grace and with Alan, both of whom send sound. */
async function arrive(account: boolean) {
  const call = await enter({ host: false, account })
  const { id } = call.arrive('Alan')
  const participant = { id, name: 'Alan', joinedAt: '2026-01-01T09:01:00Z', host: false, account: false }
  call.server.tell({ kind: 'participant-joined', participant })
  await button('Participants').click()
  await expect.element(page.getByRole('complementary')).toHaveTextContent(/Alan/)
  const rule = (muting: 'hosts' | 'accounts' | 'everybody') =>
    call.server.tell({ kind: 'meeting-changed', meeting: { ...meeting, muting } })
  return { ...call, alan: id, rule }
}

const alan = button('Couper le micro : Alan')

test('where the meeting lets them, somebody mutes another by keyboard with one request; hosts and oneself are not offered', async () => {
  const { server, base, end, alan: id, rule } = await arrive(true)
  using _ = end
  await expect.element(alan).not.toBeInTheDocument()
  rule('accounts')
  await expect.element(alan).toBeVisible()
  for (const name of ['Grace', 'Ada'])
    await expect.element(button(`Couper le micro : ${name}`)).not.toBeInTheDocument()
  expect(await findBreaches()).toEqual([])
  alan.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(log).toHaveTextContent('C’est fait.')
  const body = { source: 'microphone', participantIds: [id] }
  expect(server.asked).toEqual([{ method: 'POST', path: `${base}/mute`, body }])
  rule('hosts')
  await expect.element(alan).not.toBeInTheDocument()
})

test('a guest is offered it only where guests may', async () => {
  const { end, rule } = await arrive(false)
  using _ = end
  rule('accounts')
  await expect.element(alan).not.toBeInTheDocument()
  rule('everybody')
  await expect.element(alan).toBeVisible()
})
