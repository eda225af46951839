import { Secret, TOTP } from 'otpauth'
import { administrator } from '../harness/installation.ts'
import { expectGoodLook } from '../harness/look.ts'
import { createPerson } from '../harness/person.ts'
import type { Person } from '../harness/person.ts'
import { expect, test } from '../harness/test.ts'

const email = 'grace@example.org'
const password = 'une phrase facile à retenir'

test('who is invited by mail chooses a password, protects the account with a second factor, and ends a session left open', async ({
  browser,
  installation,
}) => {
  const { origin } = installation
  const { cookies } = await installation.administrator()
  await using admin = await createPerson({ browser, origin, name: administrator.email, cookies })
  await using grace = await createPerson({ browser, origin, name: 'Grace' })
  const { page } = grace

  await invite(admin)
  const link = /http:\/\/\S+/.exec((await installation.mails.takeMail(email)).text)?.[0] ?? ''
  await page.goto(link)
  await expect(page.getByText(`Pour le compte ${email}.`)).toBeVisible()
  await expectGoodLook(page, 'choose-password')
  await page.getByLabel('Nouveau mot de passe').fill(password)
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await typePassword(grace)
  await page.getByRole('link', { name: 'Grace : mon compte' }).click()
  await expect(page.getByText('cette session')).toBeVisible()
  await expectGoodLook(page, 'account')

  const { key, recoveryCode } = await enrol(grace)
  await grace.button('signOut').click()
  await grace.open('/sign-in')
  await typePassword(grace)
  const code = page.getByRole('textbox', { name: 'Code à usage unique' })
  await expect(code).toBeFocused()
  await expectGoodLook(page, 'sign-in-code')
  await code.fill(codeOf(key, 1))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Grace : mon compte' })).toBeVisible()

  await using elsewhere = await createPerson({ browser, origin, name: 'Grace' })
  await elsewhere.open('/sign-in')
  await typePassword(elsewhere)
  await elsewhere.page.getByRole('textbox', { name: 'Code à usage unique' }).fill(recoveryCode)
  await elsewhere.button('signIn').click()
  await expect(elsewhere.button('signOut')).toBeVisible()

  await grace.open('/compte')
  await expect(page.getByText('Il vous reste 9 codes de secours.')).toBeVisible()
  await expectGoodLook(page, 'account-with-second-factor')
  await page.getByRole('button', { name: /^Fermer : Chrome/ }).click()
  await expect(page.getByText('La session est fermée.')).toBeVisible()
  await elsewhere.open('/compte')
  const main = elsewhere.page.getByRole('main')
  await expect(main.getByRole('link', { name: 'Se connecter' })).toBeVisible()
  await expect(grace.button('signOut')).toBeVisible()

  await expectNoTokenInStorage(grace)
  const people = [admin, grace, elsewhere]
  expect((await Promise.all(people.map((person) => person.misdeeds()))).flat()).toEqual([])
})

async function invite({ page }: Person): Promise<void> {
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Personnes' }).click()
  await page.getByRole('button', { name: 'Inviter une personne' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Nom de la personne' }).fill('Grace')
  await dialog.getByRole('textbox', { name: 'Adresse électronique' }).fill(email)
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  await expect(page.getByText('L’invitation est partie.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: email })).toBeVisible()
}

async function typePassword(person: Person): Promise<void> {
  const { page, words } = person
  await page.getByRole('textbox', { name: words.email }).fill(email)
  await page.getByLabel(words.password).fill(password)
  await person.button('signIn').click()
}

/** Switches the second factor on as an authenticator app would, which is given the key by hand. */
async function enrol({ page }: Person): Promise<{ readonly key: string; readonly recoveryCode: string }> {
  const section = page.getByRole('region', { name: 'Second facteur' })
  await section.getByRole('button', { name: 'Activer le second facteur' }).click()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(section.getByRole('img', { name: 'Code QR de la clé' })).toBeVisible()
  await expectGoodLook(page, 'second-factor-key')
  const key = (await section.getByRole('code').innerText()).replaceAll(' ', '')
  await section.getByRole('textbox', { name: 'Code à six chiffres' }).fill(codeOf(key))
  await section.getByRole('button', { name: 'Vérifier et activer' }).click()
  const codes = section.getByRole('listitem')
  await expect(codes).toHaveCount(10)
  await expectGoodLook(page, 'recovery-codes')
  const recoveryCode = await codes.first().innerText()
  await section.getByRole('button', { name: 'Je les ai gardés' }).click()
  await expect(section.getByText('Le second facteur est actif')).toBeVisible()
  return { key, recoveryCode }
}

/** The code of now, or of so many steps of 30 s later: each is good once. */
function codeOf(key: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * 30_000 })
}

/** C06: the session is in a cookie that no script can read, and nowhere else. */
async function expectNoTokenInStorage({ page, context }: Person): Promise<void> {
  const session = (await context.cookies()).find(({ name }) => name === 'parvis-session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  const readable = await page.evaluate(() =>
    JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  expect(readable).not.toContain(session?.value)
}
