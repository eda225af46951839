import { everyRight } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { meetingsArea } from '../../platform/i18n/meetings-words.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { DefaultsSection } from './DefaultsSection.tsx'

const ofTown = {
  access: 'public',
  waitForHost: false,
  muting: 'hosts',
  rights: everyRight,
  own: false,
}

test('what new meetings begin with is changed press by press, and given back to the organisation', async () => {
  await speak('fr')
  await addArea(meetingsArea)
  let kept: object = ofTown
  using server = createServerForTests(({ method, body }) => {
    if (method === 'DELETE') kept = ofTown
    if (method === 'POST') kept = { ...(body as object), own: true }
    return method === 'DELETE' ? [204] : [200, kept]
  })
  using _ = await render(
    <main>
      <h1>Mes réunions</h1>
      <DefaultsSection />
    </main>,
  )
  await expect.element(page.getByText(/les réglages de votre organisation/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Elles peuvent partager leur écran' }).click()
  await page.getByRole('combobox', { name: 'Accès' }).selectOptions('trusted')
  await page.getByRole('combobox', { name: 'Qui peut couper le micro des autres' }).selectOptions('accounts')
  await expect.element(page.getByText(/commencent avec vos réglages/)).toBeVisible()
  const changes = () => server.asked.filter(({ method }) => method !== 'GET')
  const rights = { ...ofTown.rights, screen: false }
  await expect
    .poll(() => changes().map(({ body }) => body))
    .toEqual([
      { access: 'public', waitForHost: false, muting: 'hosts', rights },
      { access: 'trusted', waitForHost: false, muting: 'hosts', rights },
      { access: 'trusted', waitForHost: false, muting: 'accounts', rights },
    ])
  expect(await findBreaches()).toEqual([])
  await page.getByRole('button', { name: 'Revenir aux réglages de mon organisation' }).click()
  await expect.element(page.getByText(/les réglages de votre organisation, tant que/)).toBeVisible()
  await expect
    .element(page.getByRole('checkbox', { name: 'Elles peuvent partager leur écran' }))
    .toBeChecked()
})
