import type { Me } from '@parvis/contract/session'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { Page } from '../../ui/Page.tsx'
import { Account } from './Account.tsx'
import { meQuery } from './me.ts'

const usual = { width: 600, height: 896 }

beforeEach(() => page.viewport(320, 740))
afterEach(() => page.viewport(usual.width, usual.height))

const header = page.getByRole('banner')
const menu = page.getByRole('button', { name: /: mon compte$/ })

function open(me: Me | null) {
  return render(
    <Page aside={<Account />}>
      <h1>Réunions</h1>
    </Page>,
    (queries) => queries.setQueryData(meQuery.queryKey, me),
  )
}

const ada = {
  name: 'Jean-Sébastien de la Rochefoucauld-Liancourt',
  role: 'administrator',
  platformAdministrator: false,
} as Me

test.each([
  ['nobody is', null],
  ['an administrator with a long name is', ada],
])(
  'the header of a phone is one line, each control large enough for a finger, when %s signed in',
  async (_, me) => {
    using _rendered = await open(me)
    const control = me ? menu : header.getByRole('link', { name: 'Se connecter' })
    await expect.element(control).toBeVisible()
    const { width, height, right } = control.element().getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    expect(right).toBeLessThanOrEqual(320)
    expect(header.element().getBoundingClientRect().height).toBeLessThan(80)
    expect(await findBreaches()).toEqual([])
  },
)

test('the menu of the account leads to the account and to the administration, by keyboard too, and out', async () => {
  using server = createServerForTests(({ method }) => (method === 'DELETE' ? [200, { next: null }] : [404]))
  using rendered = await open(ada)
  await menu.click()
  await page.getByRole('menuitem', { name: 'Mon compte' }).click()
  await menu.click()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(rendered.paths).toEqual(['/', '/compte', '/admin'])
  await menu.click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await expect.element(header.getByRole('link', { name: 'Se connecter' })).toBeVisible()
  expect(server.asked.map(({ method }) => method)).toEqual(['DELETE'])
})
