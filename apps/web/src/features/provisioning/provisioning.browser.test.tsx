import { organisationId } from '@parvis/contract/ids'
import type { Provisioning } from '@parvis/contract/provisioning'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { openConsolePart } from '../../console-part-for-tests.ts'
import { findBreaches } from '../../render-for-tests.tsx'
import { refuse } from '../../server-for-tests.ts'
import type { Asked } from '../../server-for-tests.ts'
import { ProvisioningPart } from './ProvisioningPart.tsx'

const organisation = organisationId.parse('5d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f')
const secret = 'dGhlIGtleSBvZiB0aGUgZGlyZWN0b3J5'
const key = {
  id: '6d9f1c9e-6f0a-4f3b-9d7e-0a1b2c3d4e5f',
  name: 'Entra ID',
  createdAt: '2026-01-01T09:00:00Z',
  lastUsedAt: null,
}
const kept = (tokens: readonly unknown[]) =>
  ({ administratorGroup: 'Parvis', tokens }) as unknown as Provisioning

function open(tokens: readonly unknown[], answer?: (asked: Asked) => ReturnType<typeof refuse> | undefined) {
  return openConsolePart(<ProvisioningPart organisationId={organisation} />, (asked) => {
    const special = answer?.(asked)
    if (special) return special
    if (asked.method === 'POST') return [201, { token: secret }]
    if (asked.method === 'DELETE') return [204]
    return [200, kept(tokens)]
  })
}

test('without a key the part says that no directory keeps the accounts', async () => {
  using _ = await open([])
  await expect.element(page.getByText(/Aucune clé/)).toBeVisible()
  await expect.element(page.getByText(/\/scim\/v2$/)).toBeVisible()
  expect(await findBreaches()).toEqual([])
})

test('a new key needs a name, is shown once, and is gone when the dialog is closed', async () => {
  using opened = await open([key])
  await page.getByRole('button', { name: 'Nouvelle clé' }).click()
  const save = page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' })
  await save.click()
  await expect.element(page.getByText('Donnez un nom à la clé.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Nom de la clé' }).fill('Keycloak')
  await save.click()
  const dialog = page.getByRole('dialog', { name: 'Copiez cette clé maintenant' })
  await expect.element(dialog.getByText(secret)).toBeVisible()
  expect(await findBreaches()).toEqual([])
  await dialog.getByRole('button', { name: 'Copier la clé' }).click()
  await expect.element(dialog.getByRole('status')).toHaveTextContent(/copi/)
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  expect(page.getByText(secret).elements()).toEqual([])
  expect(opened.changes()).toEqual([['POST', { name: 'Keycloak' }]])
})

test('a key is withdrawn after a question', async () => {
  using opened = await open([key])
  await page.getByRole('button', { name: 'Retirer la clé Entra ID' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click()
  await expect.element(page.getByText('La clé est retirée.')).toBeVisible()
  expect(opened.changes()).toEqual([['DELETE', undefined]])
})

test('the group that administers is changed, and an empty one leaves roles to the console', async () => {
  using opened = await open([key])
  const group = page.getByRole('textbox', { name: 'Groupe qui administre l’organisation' })
  await expect.element(group).toHaveValue('Parvis')
  await group.fill('  ')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect.poll(opened.changes).toEqual([['PATCH', { administratorGroup: null }]])
})

test('a refusal is told in words, and the part can be asked for again', async () => {
  using _ = await open([], () => refuse(503, 'database-unavailable'))
  await expect.element(page.getByText(/momentanément indisponible/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Réessayer' })).toBeVisible()
})
