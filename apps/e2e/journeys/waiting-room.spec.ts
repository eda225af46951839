import { expectToSeeAndHear } from '../harness/media.ts'
import type { Person } from '../harness/person.ts'
import { expectGoneSoon } from '../harness/promptness.ts'
import { expect, test } from '../harness/test.ts'

test('a guest asks, the host accepts, and they see and hear each other', async ({
  restricted,
  host,
  guest,
}) => {
  const grace = await host()
  await grace.join(restricted.slug)

  const ada = await guest('Ada')
  await ask(ada, restricted.slug)
  await expect(ada.page.getByRole('heading', { name: ada.words.waiting })).toBeVisible()
  await ada.page.reload()
  await expect(ada.page.getByRole('heading', { name: ada.words.waiting })).toBeVisible()

  await grace.button('admit').click()
  await ada.inCall()
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
  expect(await ada.page.evaluate(() => window.parvisProbe.captures)).toBe(1)
})

test('A8: who was banned is out within two seconds, and asks in vain', async ({
  restricted,
  host,
  guest,
}) => {
  const grace = await host()
  await grace.join(restricted.slug)
  const eve = await guest('Eve')
  await ask(eve, restricted.slug)
  await grace.button('admit').click()
  await eve.inCall()

  await grace.page.getByRole('button', { name: new RegExp(`^${grace.words.people}`) }).click()
  await grace.page.getByRole('button', { name: `${grace.words.actionsFor} Eve` }).click()
  await grace.page.getByRole('menuitem', { name: grace.words.ban }).click()
  const confirm = grace.page.getByRole('dialog').getByRole('button', { name: grace.words.ban })
  const controls = eve.page.getByRole('toolbar', { name: eve.words.controls })
  await expectGoneSoon([controls, grace.tile('Eve')], () => confirm.dispatchEvent('click'))
  // The SFU may speak first, and knows of no ban.
  const out = new RegExp(`${eve.words.banned}|${eve.words.wasRemoved}`)
  await expect(eve.page.getByRole('heading', { name: out })).toBeVisible()
  await ask(eve, restricted.slug, 'Somebody else')
  await expect(eve.page.getByText(eve.words.banned)).toBeVisible()
})

async function ask(person: Person, slug: string, name = person.name): Promise<void> {
  await person.open(`/${slug}`)
  await person.page.getByRole('textbox', { name: person.words.name }).fill(name)
  await person.button('ask').click()
}
