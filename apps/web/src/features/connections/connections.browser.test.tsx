import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { consoleArea } from '../../platform/i18n/console-words.ts'
import { addArea, speak } from '../../platform/i18n/language.ts'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests } from '../../server-for-tests.ts'
import { Page } from '../../ui/Page.tsx'
import { ConnectionsSection } from './ConnectionsSection.tsx'

const provider = {
  name: 'agents',
  label: 'ProConnect',
  profile: 'proconnect',
  issuer: 'https://proconnect.example.fr/api/v2',
  checkedAt: '2026-01-01T09:00:00Z',
  failure: 'unreachable',
}
const mail = {
  host: 'relais.example.fr',
  port: 45_025,
  from: 'visio@example.fr',
  waiting: 2,
  lastFailure: 'EAUTH 535',
}

async function open(connections: unknown) {
  await speak('fr')
  await addArea(consoleArea)
  const server = createServerForTests(({ method }) => (method === 'POST' ? [204] : [200, connections]))
  const rendered = await render(
    <Page>
      <ConnectionsSection />
    </Page>,
  )
  return {
    asked: server.asked,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

test('a provider that is away and a relay that refuses are told in words', async () => {
  using opened = await open({ providers: [provider], mail })
  await expect.element(page.getByText('Ne répond pas', { exact: true })).toBeVisible()
  await expect.element(page.getByText(/Son adresse est injoignable/)).toBeVisible()
  await expect.element(page.getByText('2 messages attendent le relais')).toBeVisible()
  await expect.element(page.getByText('Dernier refus : EAUTH 535')).toBeVisible()
  await expect.element(page.getByText(/port 45025/)).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await page.getByRole('button', { name: 'M’envoyer un message d’essai' }).click()
  await expect.element(page.getByText(/Le message est parti/)).toBeVisible()
  expect(opened.asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([{}])
})

test('without providers and relay the page says what that means, and offers no test', async () => {
  using _ = await open({ providers: [], mail: null })
  await expect.element(page.getByText(/se connectent par mot de passe/)).toBeVisible()
  await expect.element(page.getByText(/Aucun relais n’est configuré/)).toBeVisible()
  expect(page.getByRole('button', { name: /essai/ }).elements()).toEqual([])
  expect(await findBreaches()).toEqual([])
})
