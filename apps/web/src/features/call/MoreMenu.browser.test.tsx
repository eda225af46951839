import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Locator } from 'vitest/browser'
import { findBreaches } from '../../render-for-tests.tsx'
import { button, enter } from './host-for-tests.tsx'

const phone = { width: 360, height: 740 }
const usual = { width: 600, height: 896 }

beforeEach(() => page.viewport(phone.width, phone.height))
afterEach(() => page.viewport(usual.width, usual.height))

const more = button('Plus d’options')
const toolbar = page.getByRole('toolbar', { name: 'Commandes de la réunion' })

function namesOf(items: Locator): readonly string[] {
  return items.elements().map((item) => item.textContent.replace(/^\p{Extended_Pictographic}\uFE0F?/u, ''))
}

test.each([360, 320])(
  'on a phone of %d px the controls stand in one line, each wide enough for a finger',
  async (width) => {
    const { end } = await enter()
    using _ = end
    await page.viewport(width, phone.height)
    await expect.element(more).toBeVisible()
    const controls = [...toolbar.element().querySelectorAll('button:not([role])')]
    const boxes = controls.map((control) => control.getBoundingClientRect())
    expect(boxes).toHaveLength(6)
    expect(new Set(boxes.map(({ top }) => top)).size).toBe(1)
    expect(boxes.every(({ left, right }) => left >= 0 && right <= width)).toBe(true)
  },
)

test('the rest is in a menu: reactions, people, screen, devices, shortcuts, and the end for hosts', async () => {
  const { server, end } = await enter()
  using _ = end
  await more.click()
  await expect
    .poll(() => namesOf(page.getByRole('menuitem')))
    .toEqual([
      'Pouce levé',
      'Applaudissements',
      'Cœur',
      'Rire',
      'Étonnement',
      'Fête',
      'Participants (2)',
      'Partager l’écran',
      'Micro, caméra et son',
      'Raccourcis clavier',
      'Terminer pour tous',
    ])
  expect(await findBreaches()).toEqual([])
  await page.getByRole('menuitem', { name: 'Applaudissements' }).click()
  await expect.poll(() => server.asked.some(({ path }) => path.endsWith('/reactions'))).toBe(true)
  await expect.element(more).toHaveFocus()
})

test('what the menu opens gives the focus back to it', async () => {
  const { end } = await enter({ host: false })
  using _ = end
  await more.click()
  await expect.element(page.getByRole('menuitem', { name: 'Terminer pour tous' })).not.toBeInTheDocument()
  await page.getByRole('menuitem', { name: 'Participants (2)' }).click()
  await expect.element(page.getByRole('complementary', { name: 'Participants' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(more).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await page.getByRole('menuitem', { name: 'Micro, caméra et son' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Micro, caméra et son' })).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await userEvent.keyboard('{Escape}')
  await expect.element(more).toHaveFocus()
})
