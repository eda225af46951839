import type { ReceivedMail } from '@parvis/testkit/smtp-sink'
import { administrator } from '../harness/installation.ts'
import { expectGoodLook } from '../harness/look.ts'
import { createPerson } from '../harness/person.ts'
import type { Person } from '../harness/person.ts'
import { expect, test } from '../harness/test.ts'

test('a planned meeting is mailed, changed and cancelled, and its link leads a guest to the door', async ({
  browser,
  installation,
}) => {
  const { origin } = installation
  const { cookies } = await installation.administrator()
  await using grace = await createPerson({ browser, origin, name: administrator.email, cookies })
  const { page } = grace

  await grace.open('/planifier')
  await page.getByRole('textbox', { name: 'Titre' }).fill('Conseil municipal')
  await page.getByRole('textbox', { name: /Personnes à inviter/ }).fill('ada@example.org; alan@example.org')
  await expectGoodLook(page, 'planning')
  await page.getByRole('button', { name: 'Planifier', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'La réunion est planifiée' })).toBeVisible()
  await expectGoodLook(page, 'planned')

  const invitation = await installation.mails.takeMail('ada@example.org')
  expect(calendarOf(invitation)).toContain('METHOD:REQUEST')
  expect(calendarOf(await installation.mails.takeMail('alan@example.org'))).toContain('SEQUENCE:0')
  const link = /http:\/\/\S+/.exec(invitation.text)?.[0] ?? ''
  await using ada = await createPerson({ browser, origin, name: 'Ada' })
  await ada.open(new URL(link).pathname)
  await expect(ada.button('join')).toBeVisible()

  await grace.open('/')
  await expectGoodLook(page, 'home-with-planned-meeting')
  await choose(grace, 'Modifier')
  await page.getByLabel('Heure de début').fill('23:15')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('heading', { name: 'La réunion est modifiée' })).toBeVisible()
  expect(calendarOf(await installation.mails.takeMail('ada@example.org'))).toMatch(
    /METHOD:REQUEST[^]*SEQUENCE:1\s/,
  )

  await grace.open('/')
  await choose(grace, 'Annuler la réunion')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler la réunion' }).click()
  await expect(page.getByText('Aucune réunion planifiée.')).toBeVisible()
  expect(calendarOf(await installation.mails.takeMail('ada@example.org'))).toMatch(
    /METHOD:CANCEL[^]*SEQUENCE:2\s/,
  )
  expect([...(await grace.misdeeds()), ...(await ada.misdeeds())]).toEqual([])
})

async function choose({ page }: Person, action: string): Promise<void> {
  await page
    .getByRole('region', { name: 'À venir' })
    .getByRole('button', { name: 'Actions pour Conseil municipal' })
    .click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

function calendarOf({ attachments }: ReceivedMail): string {
  return attachments.find(({ mimeType }) => /calendar|ics/.test(mimeType))?.content ?? ''
}
