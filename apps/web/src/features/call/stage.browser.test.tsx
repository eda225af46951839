import { meetingSlug } from '@parvis/contract/ids'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createStore } from '../../platform/store.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createFakeMeeting } from '../../rtc/fake-call.ts'
import type { ShownReaction } from '../reactions/index.ts'
import { Stage } from './Stage.tsx'

const slug = meetingSlug.parse('abc-defg-hij')
const place = document.createElement('style')
place.textContent = '#place { position: fixed; inset: 0; display: flex }'
document.head.append(place)

afterEach(async () => {
  if (document.fullscreenElement) await document.exitFullscreen()
})

/** Ada's stage with Grace, and perhaps others. */
async function showStage(...others: readonly string[]) {
  const meeting = createFakeMeeting()
  const ada = meeting.enter('Ada')
  const grace = meeting.enter('Grace')
  for (const name of others) meeting.enter(name)
  const rendered = await render(
    <main id="place">
      <Stage
        call={ada}
        slug={slug}
        live={{ present: [], spotlight: null }}
        reactions={createStore<readonly ShownReaction[]>([])}
      />
    </main>,
  )
  await expect.element(tile('Grace')).toBeVisible()
  return { grace, rendered }
}

function tile(name: string) {
  return page.getByRole('article', { name })
}

function button(name: string) {
  return page.getByRole('button', { name, exact: true })
}

/** The corner of the stage in which one's own tile lies. */
function ownCorner(): string {
  const { left, top, width, height } = tile('Ada').element().getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  return `${y < innerHeight / 2 ? 'top' : 'bottom'} ${x < innerWidth / 2 ? 'left' : 'right'}`
}

test('one’s own small picture goes to the next corner by its button, and the page says where it is', async () => {
  const { rendered } = await showStage()
  using _ = rendered
  await expect.poll(ownCorner).toBe('bottom right')
  await button('Déplacer ma vignette').click()
  await expect.poll(ownCorner).toBe('bottom left')
  await expect.element(page.getByRole('log')).toHaveTextContent('Votre vignette est en bas à gauche.')
  expect(await findBreaches()).toEqual([])
})

test('on that button the arrow keys lead to a corner', async () => {
  const { rendered } = await showStage()
  using _ = rendered
  button('Déplacer ma vignette').element().focus()
  await userEvent.keyboard('{ArrowUp}')
  await expect.poll(ownCorner).toBe('top right')
  await userEvent.keyboard('{ArrowLeft}')
  await expect.poll(ownCorner).toBe('top left')
  await expect.element(button('Déplacer ma vignette')).toHaveFocus()
})

test('dragged and let go of, it falls into the nearest corner', async () => {
  const { rendered } = await showStage()
  using _ = rendered
  await userEvent.dragAndDrop(tile('Ada'), tile('Grace'), { targetPosition: { x: 40, y: 40 } })
  await expect.poll(ownCorner).toBe('top left')
})

test('among three or more nothing lies on anything, and nothing needs to be moved', async () => {
  const { rendered } = await showStage('Alan')
  using _ = rendered
  await expect.element(button('Déplacer ma vignette')).not.toBeInTheDocument()
})

test('a shared screen has the stage until it is unpinned; then it is a tile among the others', async () => {
  const { grace, rendered } = await showStage()
  using _ = rendered
  await grace.shareScreen()
  const screen = page.getByRole('region', { name: 'Écran partagé' })
  const surface = (): number => {
    const { width, height } = screen.element().getBoundingClientRect()
    return width * height
  }
  await expect.element(button('Épingler l’écran')).toHaveAttribute('aria-pressed', 'true')
  const pinned = surface()
  await button('Épingler l’écran').click()
  await expect.element(button('Épingler l’écran')).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(surface).toBeLessThan(pinned * 0.8)
  expect(await findBreaches()).toEqual([])
  await button('Épingler l’écran').click()
  await expect.poll(surface).toBe(pinned)
})

test('small among many others, a shared screen still says whose it is, and no button lies on that', async () => {
  const { grace, rendered } = await showStage(...Array.from({ length: 12 }, (_, index) => `Guest ${index}`))
  using _ = rendered
  await grace.shareScreen()
  const caption = page.getByText('Écran de Grace')
  await button('Épingler l’écran').click()
  await expect.element(button('Épingler l’écran')).toHaveAttribute('aria-pressed', 'false')
  const words = caption.element().getBoundingClientRect()
  expect(words.width).toBeGreaterThan(0)
  const covering = ['Épingler l’écran', 'Plein écran'].filter((name) => {
    const { top, bottom, left, right } = button(name).element().getBoundingClientRect()
    return bottom > words.top && top < words.bottom && right > words.left && left < words.right
  })
  expect(covering).toEqual([])
})

test('a shared screen fills the whole screen, with a button that leads out again', async () => {
  const { grace, rendered } = await showStage()
  using _ = rendered
  await grace.shareScreen()
  await button('Plein écran').click()
  await expect.poll(() => document.fullscreenElement?.getAttribute('aria-label')).toBe('Écran partagé')
  await expect.element(button('Plein écran')).toHaveAttribute('aria-pressed', 'true')
  await expect.element(button('Plein écran')).toBeVisible()
  await button('Plein écran').click()
  await expect.poll(() => document.fullscreenElement).toBeNull()
})
