import { expect, test } from '../harness/test.ts'

test('whom a host puts into the spotlight is large on every screen, also for who comes later, until they leave', async ({
  meeting,
  host,
  guest,
}) => {
  const grace = await host()
  await grace.join(meeting.slug)
  const ada = await guest('Ada')
  await ada.join(meeting.slug)

  await grace.button('people').click()
  await grace.page.getByRole('button', { name: `${grace.words.actionsFor} Ada` }).click()
  await grace.page.getByRole('menuitem', { name: grace.words.spotlight }).click()
  await expect(ada.page.getByRole('log')).toContainText(ada.words.spotlit)

  const alan = await guest('Alan', { language: 'en' })
  await alan.join(meeting.slug)
  for (const { page } of [alan, grace]) {
    const large = page.getByRole('article', { name: /^Ada, / })
    const small = page.getByRole('article', { name: /^Alan/ })
    await expect.poll(async () => (await large.boundingBox())?.width ?? 0).toBeGreaterThan(500)
    await expect
      .poll(async () => (await small.boundingBox())?.width ?? Number.POSITIVE_INFINITY)
      .toBeLessThan(300)
  }
  await expect(alan.tile('Ada')).toHaveAccessibleName(/in the spotlight/)

  await ada.leave()
  await ada.join(meeting.slug)
  await expect(alan.tile('Ada')).toBeVisible()
  await expect(alan.tile('Ada')).not.toHaveAccessibleName(/in the spotlight/)
})
