import { meetingSlug, organisationId, userId } from '@parvis/contract/ids'
import type { ListedMeeting, MeetingDoor } from '@parvis/contract/meetings'
import { everyRight } from '@parvis/contract/meetings'
import type { Me } from '@parvis/contract/session'
import { displayName } from '@parvis/contract/text'
import type { User } from '@parvis/contract/users'
import { polyglots } from '@parvis/testkit/hostile-texts'
import type { ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { doorQuery } from './features/admission/index.ts'
import { PrejoinPage } from './features/admission/PrejoinPage.tsx'
import type { VisitStep } from './features/admission/visit.ts'
import { ConsolePage } from './features/console/index.ts'
import { MeetingsPage } from './features/meetings/index.ts'
import { meQuery } from './features/session/index.ts'
import { consoleArea } from './platform/i18n/console-words.ts'
import { addArea, speak } from './platform/i18n/language.ts'
import { meetingsArea } from './platform/i18n/meetings-words.ts'
import { createStore } from './platform/store.ts'
import { render } from './render-for-tests.tsx'
import { createFakeDevices } from './rtc/fake-devices.ts'
import { createServerForTests } from './server-for-tests.ts'

const names = [...new Set(polyglots.flatMap((text) => displayName.safeParse(text).data ?? []))]
const at = '2026-01-01T09:00:00Z'
const idOf = (index: number) => `7d9f1c9e-6f0a-4f3b-9d7e-${String(index).padStart(12, '0')}`
const organisationOf = (index: number, name: string) => ({ id: organisationId.parse(idOf(index)), name })

function slugOf(index: number) {
  const letters = [index / 26, index % 26].map((digit) => String.fromCodePoint(97 + Math.floor(digit)))
  return meetingSlug.parse(`abc-defg-h${letters.join('')}`)
}

const meetings = names.map((name, index): ListedMeeting & Record<string, unknown> => ({
  slug: slugOf(index),
  address: null,
  name,
  access: 'public',
  rights: everyRight,
  waitForHost: false,
  membersStandIn: false,
  passcode: false,
  role: 'owner',
  actingFor: { id: userId.parse(idOf(index)), name },
  otherHosts: [name],
  url: 'https://visio.example.org/abc-defg-hij',
  createdAt: at,
  lastUsedAt: null,
  // As the console is told of it.
  organisation: organisationOf(index, name),
  owner: name,
  sitting: null,
  mayEnter: false,
}))
const users = names.map((name, index): User => ({
  id: userId.parse(idOf(index)),
  name,
  email: 'ada@example.org',
  organisation: organisationOf(index, name),
  role: 'member',
  platformAdministrator: false,
  provider: null,
  local: true,
  secondFactor: false,
  lastSeenAt: null,
  disabledAt: null,
  invitation: null,
}))
const me: Me = {
  id: userId.parse(idOf(0)),
  name: names[0] ?? '',
  email: 'ada@example.org',
  role: 'administrator',
  platformAdministrator: true,
}
const slug = slugOf(0)
const door: MeetingDoor = {
  slug,
  name: names.join(' '),
  entry: 'open',
  present: [],
  presentCount: 0,
  passcode: false,
  locked: false,
  ownPlace: null,
}

function prejoin(name: string): ReactNode {
  const step = createStore<VisitStep>({ kind: 'door' })
  const join = () => Promise.resolve()
  const undo = () => undefined
  const visit = { slug, devices: createFakeDevices(), step, join, end: undo, [Symbol.dispose]: undo }
  return <PrejoinPage key={name} visit={visit} />
}

beforeEach(async () => {
  localStorage.clear()
  await speak('fr')
  await addArea(consoleArea)
  await addArea(meetingsArea)
})

test.each([
  ['at the door', prejoin('door')],
  ['in the list of meetings', <MeetingsPage key="meetings" />],
  ['in the list of people', <ConsolePage key="users" path="users" />],
  ['in the list of all meetings', <ConsolePage key="all" path="meetings" />],
])('A25: every hostile text %s is shown as text, and nothing of it runs', async (_, content) => {
  using _server = createServerForTests(({ path }) => {
    if (path.includes('/users')) return [200, { items: users, next: null }]
    if (path.includes('/meetings')) return [200, { items: meetings, next: null, actsFor: [] }]
    if (path.includes('/delegations')) return [200, { given: [], received: [] }]
    return [200, { items: [], next: null }]
  })
  using _rendered = await render(content, (queries) => {
    queries.setQueryData(meQuery.queryKey, me)
    queries.setQueryData(doorQuery(slug).queryKey, door)
  })
  await expect
    .poll(() => names.filter((name) => !(document.body.textContent ?? '').includes(name)))
    .toEqual([])
  const added = 'script, iframe, math, img[src="x"], a[href^="javascript"], [onerror], [onload]'
  expect([...document.body.querySelectorAll(added)].map((element) => element.outerHTML)).toEqual([])
  expect('injected' in window).toBe(false)
})
