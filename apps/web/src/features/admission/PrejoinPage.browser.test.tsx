import { meetingSlug, participantId, userId } from '@parvis/contract/ids'
import type { MeetingDoor } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Me } from '@parvis/contract/session'
import type { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { createStore } from '../../platform/store.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createFakeDevices } from '../../rtc/fake-devices.ts'
import { createServerForTests } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { doorQuery } from './door.ts'
import { PrejoinPage } from './PrejoinPage.tsx'
import type { JoinRequest, VisitStep } from './visit.ts'

const slug = meetingSlug.parse('abc-defg-hij')
const place = participantId.parse(`p_${'a'.repeat(24)}`)
const emptyDoor: MeetingDoor = {
  slug,
  name: 'Conseil municipal',
  entry: 'open',
  present: [],
  presentCount: 0,
  passcode: false,
  locked: false,
  ownPlace: null,
}
const ada: Me = {
  id: userId.parse('7d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f'),
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
}

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

interface Opened {
  readonly door?: Partial<MeetingDoor>
  readonly me?: Me | null
  readonly path?: string
}

async function open({ door = {}, me = null, path = `/${slug}` }: Opened = {}) {
  const devices = createFakeDevices()
  const step = createStore<VisitStep>({ kind: 'door' })
  const join = vi.fn<(request: JoinRequest) => Promise<void>>(() => Promise.resolve())
  const visit = { slug, devices, step, join, end: () => undefined, [Symbol.dispose]: () => undefined }
  const know = (queries: QueryClient): void => {
    queries.setQueryData(doorQuery(slug).queryKey, { ...emptyDoor, ...door })
    queries.setQueryData(meQuery.queryKey, me)
  }
  const rendered = await render(<PrejoinPage visit={visit} />, know, path)
  return { devices, step, join, rendered }
}

const joinButton = page.getByRole('button', { name: 'Rejoindre la réunion' })
const nameField = page.getByRole('textbox', { name: 'Votre nom' })

test('a guest gives a name and presses one button', async () => {
  const { join, rendered } = await open()
  using _ = rendered
  await expect.element(nameField).toHaveFocus()
  await nameField.fill('  Grace   Hopper ')
  await joinButton.click()
  await expect.poll(() => join.mock.calls).toEqual([[{ name: 'Grace Hopper', participantId: undefined }]])
})

test('where guests are not received, every way to sign in leads back to this door', async () => {
  const { rendered } = await open({ door: { entry: 'sign-in' }, path: '/cabinet-du-maire?as=administrator' })
  using _ = rendered
  const ways = page.getByRole('link', { name: 'Se connecter' })
  await expect.poll(() => ways.elements()).toHaveLength(2)
  for (const way of ways.elements())
    expect(new URL(way.getAttribute('href') ?? '', location.href).searchParams.get('returnTo')).toBe(
      '/cabinet-du-maire?as=administrator',
    )
})

test('without a name the field says what is missing and takes the focus', async () => {
  const { join, rendered } = await open()
  using _ = rendered
  await joinButton.click()
  await expect.element(nameField).toHaveAccessibleDescription(/Indiquez votre nom/)
  await expect.element(nameField).toHaveFocus()
  expect(join).not.toHaveBeenCalled()
})

test('A74: where the door asks for a passcode it is given in the form, and never part of an address', async () => {
  const { join, rendered } = await open({ door: { passcode: true, name: null } })
  using _ = rendered
  const code = page.getByRole('textbox', { name: 'Code d’accès' })
  await nameField.fill('Ada')
  await joinButton.click()
  await expect.element(code).toHaveAccessibleDescription(/Indiquez le code d’accès/)
  await expect.element(code).toHaveFocus()
  await code.fill('246 810')
  await joinButton.click()
  await expect
    .poll(() => join.mock.calls)
    .toEqual([[{ name: 'Ada', participantId: undefined, passcode: '246810' }]])
  expect(rendered.paths.join()).not.toContain('246')
  expect(await findBreaches()).toEqual([])
})

test('who enters as an administrator is told that everybody will see it, and is asked for nothing else', async () => {
  history.replaceState(null, '', '?as=administrator')
  try {
    const { join, rendered } = await open({ me: ada, door: { entry: 'ask', passcode: true, name: null } })
    using _ = rendered
    await expect
      .element(page.getByText(/en tant qu’administrateur·rice\s: tout le monde le verra/))
      .toBeVisible()
    await joinButton.click()
    await expect.poll(() => join.mock.calls).toEqual([[{ participantId: undefined, asAdministrator: true }]])
    expect(await findBreaches()).toEqual([])
  } finally {
    history.replaceState(null, '', location.pathname)
  }
})

test('who is locked out is told before any press, and may look again; whoever has a place here comes back', async () => {
  using server = createServerForTests(() => [200, emptyDoor])
  const { rendered } = await open({ door: { entry: 'ask', locked: true, name: null } })
  using _ = rendered
  await expect.element(page.getByText(/La réunion est verrouillée/)).toBeVisible()
  await expect.element(nameField).not.toBeInTheDocument()
  expect(await findBreaches()).toEqual([])
  await page.getByRole('button', { name: 'Réessayer' }).click()
  await expect.element(joinButton).toBeEnabled()
  expect(server.asked.map(({ path }) => path)).toEqual([`/api/v1/meetings/${slug}`])
  rendered[Symbol.dispose]()
  sessionStorage.setItem(`parvis:place:${slug}`, JSON.stringify(place))
  const returned = await open({ me: ada, door: { locked: true } })
  using __ = returned.rendered
  await expect.element(joinButton).toBeEnabled()
})

test('the name of a guest is remembered', async () => {
  const first = await open()
  await nameField.fill('Grace')
  await joinButton.click()
  first.rendered[Symbol.dispose]()
  const { rendered } = await open()
  using _ = rendered
  await expect.element(nameField).toHaveValue('Grace')
})

test('signed-in people enter under the name of their account', async () => {
  const { join, rendered } = await open({ me: ada })
  using _ = rendered
  await expect.element(nameField).toHaveValue('Ada Lovelace')
  await expect.element(nameField).toHaveAttribute('readonly')
  await joinButton.click()
  await expect.poll(() => join.mock.calls).toEqual([[{ name: undefined, participantId: undefined }]])
})

test.each([
  [[], 0, 'Personne n’est encore là.'],
  [['Ada'], 1, 'Ada est déjà là.'],
  [['Ada', 'Grace'], 2, 'Ada et Grace sont déjà là.'],
  [['Ada', 'Grace', 'Alan', 'Edsger'], 12, 'Ada, Grace, Alan et 9 autres personnes sont déjà là.'],
])('of %j and %i in all the page says: %s', async (names, presentCount, words) => {
  const { rendered } = await open({ door: { present: names.map((name) => ({ name })), presentCount } })
  using _ = rendered
  await expect.element(page.getByText(words)).toBeVisible()
})

test('who has to ask is told so, and nothing about the meeting or who is there', async () => {
  const { join, rendered } = await open({ me: ada, door: { entry: 'ask', name: null } })
  using _ = rendered
  await expect.element(page.getByText(/doit vous accepter avant que vous entriez/)).toBeVisible()
  await expect.element(page.getByText('Personne n’est encore là.')).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Demander à rejoindre' }).click()
  await expect.poll(() => join.mock.calls).toEqual([[{ name: undefined, participantId: undefined }]])
})

test('a meeting that is open in another tab is said to be, and joining takes that place over', async () => {
  const { join, rendered } = await open({ me: ada, door: { ownPlace: place } })
  using _ = rendered
  await expect.element(page.getByText('Cette réunion est ouverte dans un autre onglet')).toBeVisible()
  await joinButton.click()
  await expect.poll(() => join.mock.calls).toEqual([[{ name: undefined, participantId: place }]])
})

test('a tab that was reloaded comes back to its own place without a word', async () => {
  sessionStorage.setItem(`parvis:place:${slug}`, JSON.stringify(place))
  const { join, rendered } = await open({ me: ada, door: { ownPlace: place } })
  using _ = rendered
  await joinButton.click()
  await expect.poll(() => join.mock.calls).toEqual([[{ name: undefined, participantId: place }]])
  await expect
    .element(page.getByText('Cette réunion est ouverte dans un autre onglet'))
    .not.toBeInTheDocument()
})

test('a refused permission is explained, the meeting stays open to join, and the advice goes once it is given', async () => {
  const { devices, rendered } = await open({ me: ada })
  using _ = rendered
  const { microphone } = devices.state.get()
  devices.set({ permission: 'denied', microphone: { ...microphone, failure: 'permission-denied' } })
  await expect.element(page.getByText(/icône à gauche de l’adresse/)).toBeVisible()
  await expect.element(joinButton).toBeEnabled()
  devices.set({ permission: 'granted', microphone })
  await expect.element(page.getByText(/icône à gauche de l’adresse/)).not.toBeInTheDocument()
})

test.each([
  ['device-missing', /Branchez-en un/],
  ['device-busy', /Un autre programme utilise/],
  ['system-denied', /Votre système bloque|Ouvrez les/],
] as const)('a camera that fails by %s is explained', async (failure, words) => {
  const { devices, rendered } = await open({ me: ada })
  using _ = rendered
  devices.set({ permission: 'partly', camera: { ...devices.state.get().camera, failure } })
  await expect.element(page.getByText(words)).toBeVisible()
  await expect.element(joinButton).toBeEnabled()
})

test('a refusal to let in is told beside the button, which can be pressed again', async () => {
  const { step, rendered } = await open({ me: ada })
  using _ = rendered
  step.set({ kind: 'door', error: new Problem('meeting-full') })
  await expect.element(page.getByRole('alert')).toHaveTextContent('La réunion est complète.')
  await expect.element(joinButton).toBeEnabled()
})

test('while entering the button cannot be pressed twice', async () => {
  const { step, rendered } = await open({ me: ada })
  using _ = rendered
  step.set({ kind: 'entering' })
  await expect.element(joinButton).toBeDisabled()
})

test('the gauge says that the microphone works once it heard something', async () => {
  const { devices, rendered } = await open({ me: ada })
  using _ = rendered
  const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()
  devices.set({ permission: 'granted', microphone: { ...devices.state.get().microphone, track } })
  await expect.element(page.getByText('Parlez : la jauge suit votre voix.')).toBeVisible()
  devices.setLevel(0.5)
  await expect.element(page.getByText('Votre micro fonctionne.')).toBeVisible()
})

test('the page has no breach of accessibility, nor with everything that can go wrong on it', async () => {
  const { devices, step, rendered } = await open({ door: { ownPlace: place } })
  using _ = rendered
  await expect.element(joinButton).toBeVisible()
  expect(await findBreaches()).toEqual([])
  devices.set({ camera: { ...devices.state.get().camera, failure: 'permission-denied' } })
  step.set({ kind: 'door', error: new Problem('too-many-requests') })
  await joinButton.click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
