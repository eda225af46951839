import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { meQuery } from '../session/index.ts'
import { HomePage } from './HomePage.tsx'

function openAsGuest() {
  return render(<HomePage />, (queries) => queries.setQueryData(meQuery.queryKey, null))
}

const field = page.getByRole('textbox', { name: 'Code ou lien de la réunion' })
const join = page.getByRole('button', { name: 'Rejoindre', exact: true })

test.each(['abc-defg-hij', ' ABCDEFGHIJ ', 'abc defg hij', 'https://visio.example.org/abc-defg-hij?x=1#y'])(
  'typing %j leads to the meeting',
  async (typed) => {
    using rendered = await openAsGuest()
    await field.fill(typed)
    await join.click()
    await expect.poll(() => rendered.paths).toEqual(['/', '/abc-defg-hij'])
  },
)

test.each(['Cabinet du préfet', 'https://visio.example.org/cabinet-du-prefet'])(
  'typing the chosen address %j leads to the meeting',
  async (typed) => {
    using rendered = await openAsGuest()
    await field.fill(typed)
    await join.click()
    await expect.poll(() => rendered.paths).toEqual(['/', '/cabinet-du-prefet'])
  },
)

test.each([
  ['', /Indiquez le code/],
  ['ab', /Ce n’est ni un code ni une adresse/],
  ['https://example.org/', /Ce n’est ni un code ni une adresse/],
])('typing %j is answered beside the field, and the answer goes when one types on', async (typed, words) => {
  using rendered = await openAsGuest()
  await field.fill(typed)
  await join.click()
  await expect.element(field).toHaveAccessibleDescription(words)
  await field.fill('a')
  await expect.element(field).not.toHaveAccessibleDescription(words)
  expect(rendered.paths).toEqual(['/'])
})

test('guests are not offered to create a meeting, and can sign in', async () => {
  using _ = await openAsGuest()
  await expect.element(page.getByRole('link', { name: 'Se connecter' })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Nouvelle réunion' })).not.toBeInTheDocument()
})

test('the page has no breach of accessibility, nor with an error on it', async () => {
  using _ = await openAsGuest()
  await expect.element(join).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await join.click()
  expect(await findBreaches()).toEqual([])
})
