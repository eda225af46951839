import { expectGoodLook } from '../harness/look.ts'
import { expect, test } from '../harness/test.ts'

test('an administrator makes an organisation, finds people, ends a meeting and names the service', async ({
  meeting,
  guest,
  host,
}) => {
  const bob = await guest('Bob')
  await bob.join(meeting.slug)
  const ada = await host()
  const { page } = ada
  await ada.open('/')
  await page.getByRole('link', { name: 'Administration' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: meeting.slug })).toContainText('1 personne')
  await expectGoodLook(page, 'console-overview')

  const actions = page.getByRole('button', { name: `Actions pour ${meeting.slug}` })
  await actions.click()
  await page.getByRole('menuitem', { name: 'Terminer pour tous' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Terminer pour tous' }).click()
  await expect(actions).toBeHidden()
  await expect(bob.page.getByRole('heading', { level: 1 })).toContainText(/termin/)

  await page.getByRole('link', { name: 'Organisations' }).click()
  await page.getByRole('button', { name: 'Nouvelle organisation' }).click()
  await page.getByRole('textbox', { name: 'Nom de l’organisation' }).fill('Ville de Nantes')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('textbox', { name: 'Domaine à ajouter' }).fill('@Nantes.example.fr')
  await page.getByRole('button', { name: 'Ajouter' }).first().click()
  await expect(page.getByRole('listitem').filter({ hasText: 'nantes.example.fr' })).toBeVisible()
  await expectGoodLook(page, 'console-organisation')

  await page.getByRole('link', { name: 'Personnes' }).click()
  await page.getByRole('searchbox', { name: 'Chercher par nom ou adresse' }).fill('ADMIN@')
  await expect(page.getByRole('listitem').filter({ hasText: 'admin@example.org' })).toBeVisible()
  await expectGoodLook(page, 'console-people')

  await page.getByRole('link', { name: 'Apparence' }).click()
  await page.getByRole('textbox', { name: 'Nom du service' }).fill('Visio de Nantes')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('C’est enregistré. Rechargez la page pour le voir.')).toBeVisible()
  await expectGoodLook(page, 'console-branding')
  await ada.open('/')
  await expect(page).toHaveTitle('Visio de Nantes')
  await expect(page.getByRole('banner').getByText('Visio de Nantes')).toBeVisible()

  await ada.open('/admin/branding')
  await page.getByRole('textbox', { name: 'Nom du service' }).fill('Parvis')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('C’est enregistré. Rechargez la page pour le voir.')).toBeVisible()
})
