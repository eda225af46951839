import { meetingSlug } from '@parvis/contract/ids'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createFakeMeeting } from '../../rtc/fake-call.ts'
import { createFakeDevices } from '../../rtc/fake-devices.ts'
import { CallPage } from './CallPage.tsx'
import type { OnEnd } from './use-live.ts'

const slug = meetingSlug.parse('abc-defg-hij')

async function enter(others: readonly string[] = [], devices = createFakeDevices()) {
  const meeting = createFakeMeeting()
  const ada = meeting.enter('Ada', devices)
  const guests = others.map((name) => meeting.enter(name))
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
  await expect.element(button('Quitter')).toBeVisible()
  return { meeting, ada, guests, onEnd, rendered }
}

function button(name: string) {
  return page.getByRole('button', { name, exact: true })
}

test('alone, one is told so and offered the link; the first to come takes its place', async () => {
  const { meeting, rendered } = await enter()
  using _ = rendered
  await expect.element(page.getByRole('heading', { name: 'Vous êtes seul·e' })).toBeVisible()
  meeting.enter('Grace')
  await expect.element(page.getByRole('article', { name: 'Grace' })).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Vous êtes seul·e' })).not.toBeInTheDocument()
  await expect.element(page.getByRole('log')).toHaveTextContent('Grace a rejoint la réunion.')
})

test('switches keep their name and tell their state by being pressed', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  for (const name of ['Micro', 'Caméra']) {
    await expect.element(button(name)).toHaveAttribute('aria-pressed', 'true')
    await button(name).click()
    await expect.element(button(name)).toHaveAttribute('aria-pressed', 'false')
  }
  expect(ada.intents.get()).toMatchObject({ microphone: { wanted: false }, camera: { wanted: false } })
})

test('Ctrl+D mutes and says so', async () => {
  const { rendered } = await enter(['Grace'])
  using _ = rendered
  await userEvent.keyboard('{Control>}d{/Control}')
  await expect.element(button('Micro')).toHaveAttribute('aria-pressed', 'false')
  await expect.element(page.getByRole('log')).toHaveTextContent('Votre micro est coupé.')
})

test('V speaks only while it is held down', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  await ada.setMicrophone(false)
  await userEvent.keyboard('{v>}')
  await expect.element(button('Micro')).toHaveAttribute('aria-pressed', 'true')
  await userEvent.keyboard('{/v}')
  await expect.element(button('Micro')).toHaveAttribute('aria-pressed', 'false')
})

test('V held in a window that loses the focus mutes again', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  await ada.setMicrophone(false)
  await userEvent.keyboard('{v>}')
  await expect.element(button('Micro')).toHaveAttribute('aria-pressed', 'true')
  window.dispatchEvent(new Event('blur'))
  await expect.element(button('Micro')).toHaveAttribute('aria-pressed', 'false')
  await userEvent.keyboard('{/v}')
})

test('the people panel takes the focus; Escape closes it and gives the focus back', async () => {
  const { guests, rendered } = await enter(['Grace'])
  using _ = rendered
  await guests[0]?.setMicrophone(false)
  await button('Participants').click()
  const panel = page.getByRole('complementary', { name: 'Participants' })
  await expect.element(panel).toHaveFocus()
  await expect.element(panel).toHaveTextContent(/Ada \(vous\).*Grace.*micro coupé/)
  await userEvent.keyboard('{Escape}')
  await expect.element(panel).not.toBeInTheDocument()
  await expect.element(button('Participants')).toHaveFocus()
})

test('Alt+P opens and closes the people panel', async () => {
  const { rendered } = await enter(['Grace'])
  using _ = rendered
  await userEvent.keyboard('{Alt>}p{/Alt}')
  await expect.element(page.getByRole('complementary')).toBeVisible()
  await userEvent.keyboard('{Alt>}p{/Alt}')
  await expect.element(page.getByRole('complementary')).not.toBeInTheDocument()
})

test('F2 goes to the controls, and the arrows from one to the next', async () => {
  const { rendered } = await enter(['Grace'])
  using _ = rendered
  await userEvent.keyboard('{F2}')
  await expect.element(button('Micro')).toHaveFocus()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(button('Choisir le micro et le haut-parleur')).toHaveFocus()
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
  await expect.element(button('Discussion')).toHaveFocus()
})

test('the list of shortcuts opens by its key and closes by Escape', async () => {
  const { rendered } = await enter(['Grace'])
  using _ = rendered
  await userEvent.keyboard('{Control>}{Shift>}/{/Shift}{/Control}')
  await expect.element(page.getByRole('dialog', { name: 'Raccourcis clavier' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

test('a dialog over the call is as dark as the call', async () => {
  const { rendered } = await enter(['Grace'])
  using _ = rendered
  await button('Raccourcis clavier').click()
  await expect.element(page.getByRole('dialog')).toHaveStyle({ colorScheme: 'dark' })
})

test('single keys can be turned off, and the choice is kept', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  await ada.setMicrophone(false)
  await button('Raccourcis clavier').click()
  await page.getByRole('checkbox', { name: 'Autoriser les touches seules (V et ?)' }).click()
  await button('Fermer').click()
  await userEvent.keyboard('{v>}{/v}')
  expect(ada.intents.get().microphone.wanted).toBe(false)
  localStorage.clear()
})

test('the menu of the microphone changes it during the call', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  const menu = button('Choisir le micro et le haut-parleur')
  await menu.click()
  await page.getByRole('radio', { name: 'Headset' }).click()
  await expect.element(page.getByRole('radio', { name: 'Headset' })).toBeChecked()
  expect(ada.devices.state.get().microphone.deviceId).toBe('microphone-2')
  await userEvent.keyboard('{Escape}')
  await expect.element(menu).toHaveAttribute('aria-expanded', 'false')
  await expect.element(menu).toHaveFocus()
})

test('a camera that is chosen while it is off is the one that the menu shows', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  await ada.setCamera(false)
  await button('Choisir la caméra').click()
  const radio = page.getByRole('radio', { name: 'Camera on the screen' })
  await radio.click()
  await expect.element(radio).toBeChecked()
})

test('a screen that somebody shares takes the stage; one’s own does not', async () => {
  const { ada, guests, rendered } = await enter(['Grace'])
  using _ = rendered
  await ada.shareScreen()
  await expect.element(page.getByText('Vous partagez votre écran')).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Écran partagé' })).not.toBeInTheDocument()
  await guests[0]?.shareScreen()
  await expect.element(page.getByRole('figure', { name: 'Écran de Grace' })).toBeVisible()
  await button('Arrêter le partage').click()
  await expect.element(page.getByText('Vous partagez votre écran')).not.toBeInTheDocument()
})

test('tiles are read in one order, oneself first, whoever shares', async () => {
  const { guests, rendered } = await enter(['Grace'])
  using _ = rendered
  const names = () =>
    page
      .getByRole('article')
      .elements()
      .map((tile) => tile.ariaLabel)
  await expect.poll(names).toEqual(['Ada (vous)', 'Grace'])
  await guests[0]?.shareScreen()
  await expect.poll(names).toEqual(['Ada (vous)', 'Grace, partage son écran'])
})

test('when two people share, the second screen is one press away', async () => {
  const { guests, rendered } = await enter(['Grace', 'Alan'])
  using _ = rendered
  await guests[0]?.shareScreen()
  await guests[1]?.shareScreen()
  await expect.element(page.getByRole('figure', { name: 'Écran de Grace' })).toBeVisible()
  await button('Alan').click()
  await expect.element(page.getByRole('figure', { name: 'Écran de Alan' })).toBeVisible()
})

test('a cut is told in words, with what is being done about it, and so is its end', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  ada.drop()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Reconnexion…')
  await expect.element(page.getByRole('article', { name: 'Grace' })).toBeInTheDocument()
  ada.restore()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  await expect.element(page.getByRole('log')).toHaveTextContent('La connexion est rétablie.')
})

test('sound that the browser blocks is one press away', async () => {
  const { ada, rendered } = await enter(['Grace'])
  using _ = rendered
  ada.setAudioBlocked(true)
  await button('Activer le son').click()
  await expect.element(button('Activer le son')).not.toBeInTheDocument()
})

test('when microphone and camera both fail, each is told below the other, until the notes are read', async () => {
  const devices = createFakeDevices()
  const { rendered } = await enter(['Grace'], devices)
  using _ = rendered
  const { microphone, camera } = devices.state.get()
  devices.set({
    microphone: { ...microphone, failure: 'device-missing' },
    camera: { ...camera, failure: 'device-busy' },
  })
  const notes = page.getByRole('status').filter({ hasText: 'Réessayer' })
  await expect.poll(() => notes.elements()).toHaveLength(2)
  const [first, second] = notes.elements().map((note) => note.getBoundingClientRect())
  expect(second?.top).toBeGreaterThanOrEqual(first?.bottom ?? Infinity)
  expect(second?.width).toBe(first?.width)
  await button('Fermer').click()
  await expect.poll(() => notes.elements()).toEqual([])
})

test('leaving is one press', async () => {
  const { onEnd, rendered } = await enter(['Grace'])
  using _ = rendered
  await button('Quitter').click()
  await expect.poll(() => onEnd.mock.calls).toEqual([['left']])
})

test('the call has no breach of accessibility, alone, in company, with panel, menu or shared screen', async () => {
  const { meeting, rendered } = await enter()
  using _ = rendered
  expect(await findBreaches()).toEqual([])
  const grace = meeting.enter('Grace')
  await grace.shareScreen()
  await button('Participants').click()
  await button('Choisir la caméra').click()
  await expect.element(page.getByRole('figure')).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
