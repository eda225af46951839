import { meetingSlug, participantId } from '@parvis/contract/ids'
import type { LiveEvent, MeetingState, PresentParticipant } from '@parvis/contract/live'
import { everyRight } from '@parvis/contract/meetings'
import { expect, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from '../../render-for-tests.tsx'
import { createFakeMeeting } from '../../rtc/fake-call.ts'
import { createServerForTests } from '../../server-for-tests.ts'
import type { Asked, Reply } from '../../server-for-tests.ts'
import { CallPage } from './CallPage.tsx'
import type { OnEnd } from './use-live.ts'

const slug = meetingSlug.parse('abc-defg-hij')
export const meeting: MeetingState = {
  slug,
  name: 'Conseil',
  access: 'trusted',
  rights: everyRight,
  locked: false,
  renaming: true,
  muting: 'hosts',
}
export const by = { name: 'Grace' }
export const alan = knocker('x', 'Alan Turing')
export const edsger = knocker('y', 'Edsger Dijkstra')

function knocker(letter: string, name: string) {
  const id = participantId.parse(`p_${letter.repeat(24)}`)
  return { id, name, since: '2026-01-01T09:00:00Z', account: false }
}

function usualReply({ path }: Asked): Reply {
  if (path.endsWith('/mute')) return [200, { muted: 3 }]
  return path.endsWith('/answers') ? [200, { answered: 1 }] : [204]
}

/** Ada, in a call with Grace. */
export async function enter({
  host = true,
  account = true,
  counted = true,
  reply = () => undefined,
}: {
  readonly host?: boolean
  readonly account?: boolean
  /** Whether the server knows already that Ada is there. */
  readonly counted?: boolean
  /** Answers what is not answered as usual. */
  readonly reply?: (request: Asked) => Reply | undefined
} = {}) {
  const server = createServerForTests((request) => reply(request) ?? usualReply(request))
  const fake = createFakeMeeting()
  const ada = fake.enter('Ada')
  const grace = fake.enter('Grace')
  const rung = vi.spyOn(ada.devices, 'testSpeaker')
  const onEnd = vi.fn<OnEnd>()
  const admission = {
    state: 'admitted' as const,
    participantId: ada.id,
    name: 'Ada',
    sfuUrl: 'ws://localhost',
    token: '',
    live: '/live',
    startedAt: '2026-01-01T09:00:00Z',
  }
  const rendered = await render(
    <CallPage slug={slug} call={ada} devices={ada.devices} admission={admission} onEnd={onEnd} />,
  )
  await expect.poll(server.streams).toBe(1)
  const joinedAt = '2026-01-01T09:00:00Z'
  const own: PresentParticipant = { id: ada.id, name: 'Ada', joinedAt, host, account }
  const other: PresentParticipant = { id: grace.id, name: 'Grace', joinedAt, host: !host, account: false }
  const snapshot: LiveEvent = {
    kind: 'snapshot',
    meeting,
    participants: counted ? [own, other] : [other],
    waiting: host ? [] : null,
    ownRights: everyRight,
    spotlight: null,
  }
  server.tell(snapshot)
  const end = {
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
  const arrive = (name: string) => fake.enter(name)
  const count = () => server.tell({ kind: 'participant-joined', participant: own })
  return { server, ada, grace, arrive, count, rung, onEnd, end, base: `/api/v1/meetings/${slug}` }
}

export function button(name: string) {
  return page.getByRole('button', { name, exact: true })
}

export const toast = page.getByRole('region', { name: 'Demandes pour entrer' })
export const log = page.getByRole('log')
