import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { createStore } from '../../platform/store.ts'
import { render } from '../../render-for-tests.tsx'
import { SpokenNotice } from './SpokenNotice.tsx'

/** A clock on which everything is due at once. */
const hurried = {
  now: () => 0,
  after(_: number, callback: () => void) {
    queueMicrotask(callback)
    return () => undefined
  },
}
const lower = page.getByRole('button', { name: 'Baisser la main' })

test('who has spoken for a while is asked whether to lower the hand, which nobody does for them', async () => {
  const onLower = vi.fn<() => void>()
  const speaker = createStore({ speaking: false })
  using _ = await render(<SpokenNotice speaker={speaker} onLower={onLower} clock={hurried} />)
  await expect.element(lower).not.toBeInTheDocument()
  speaker.set({ speaking: true })
  await expect.element(page.getByRole('status')).toHaveTextContent('Vous avez eu la parole.')
  expect(onLower).not.toHaveBeenCalled()
  await lower.click()
  await expect.poll(() => onLower).toHaveBeenCalledOnce()
})

test('who keeps the hand up is not asked again', async () => {
  const speaker = createStore({ speaking: true })
  using _ = await render(<SpokenNotice speaker={speaker} onLower={() => undefined} clock={hurried} />)
  await page.getByRole('button', { name: 'Garder la main levée' }).click()
  await expect.element(lower).not.toBeInTheDocument()
  speaker.set({ speaking: false })
  speaker.set({ speaking: true })
  await expect.element(lower).not.toBeInTheDocument()
})
