import type { ApiKey } from '@parvis/contract/api-keys'
import { organisationId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { openConsolePart } from '../../console-part-for-tests.ts'
import { findBreaches } from '../../render-for-tests.tsx'
import { refuse } from '../../server-for-tests.ts'
import { ApiKeysPart } from './ApiKeysPart.tsx'

const organisation = organisationId.parse('5d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f')
const secret = 'parvis_dGhlIGtleSBvZiB0aGUgcHJvZ3JhbSBmb3IgdGVzdHM'
const key = {
  id: '6d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f',
  name: 'Tableau de bord',
  start: 'parvis_dGhlIG',
  scopes: ['meetings:read', 'statistics:read'],
  createdAt: '2026-01-01T09:00:00Z',
  expiresAt: '2026-04-01T09:00:00Z',
  expired: false,
  lastUsedAt: null,
} as unknown as ApiKey

function open(keys: readonly ApiKey[], broken = false) {
  return openConsolePart(<ApiKeysPart organisationId={organisation} />, ({ method }) => {
    if (broken) return refuse(503, 'database-unavailable')
    if (method === 'POST') return [201, { key: secret }]
    return method === 'DELETE' ? [204] : [200, { keys }]
  })
}

test('a key is recognised by its name and its beginning, and says what it allows and until when', async () => {
  using _ = await open([key, { ...key, id: organisation as never, expired: true }])
  await expect
    .element(page.getByText('Lire la liste des réunions · Lire les statistiques').first())
    .toBeVisible()
  await expect
    .element(page.getByText(/^parvis_dGhlIG… · Valable jusqu’au .* · Jamais utilisée$/))
    .toBeVisible()
  await expect.element(page.getByText('Expirée', { exact: true })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})

test('a new key needs a name and something that it allows, and is shown once', async () => {
  using opened = await open([])
  await expect.element(page.getByText(/Aucune clé/)).toBeVisible()
  await page.getByRole('button', { name: 'Nouvelle clé d’API' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.element(page.getByText('Donnez un nom à la clé.')).toBeVisible()
  await expect.element(page.getByText('Choisissez au moins une chose.')).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await dialog.getByRole('textbox', { name: 'Nom de la clé' }).fill('Intranet')
  await dialog.getByRole('checkbox', { name: /Créer des réunions/ }).click()
  await dialog.getByRole('checkbox', { name: 'Lire la liste des personnes' }).click()
  await dialog.getByRole('combobox', { name: 'Valable pendant' }).selectOptions('365')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  const shown = page.getByRole('dialog', { name: 'Copiez cette clé d’API maintenant' })
  await expect.element(shown.getByText(secret)).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await shown.getByRole('button', { name: 'Fermer' }).click()
  expect(page.getByText(secret).elements()).toEqual([])
  expect(opened.changes()).toEqual([
    ['POST', { name: 'Intranet', scopes: ['people:read', 'meetings:write'], days: 365 }],
  ])
})

test('a key is revoked after a question', async () => {
  using opened = await open([key])
  await page.getByRole('button', { name: 'Révoquer la clé Tableau de bord' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click()
  await expect.element(page.getByText('La clé est révoquée.')).toBeVisible()
  expect(opened.changes()).toEqual([['DELETE', undefined]])
})

test('a refusal is told in words, and the part can be asked for again', async () => {
  using _ = await open([], true)
  await expect.element(page.getByText(/momentanément indisponible/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Réessayer' })).toBeVisible()
})
