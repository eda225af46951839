import type { Locator } from '@playwright/test'
import { createBots } from '../harness/bots.ts'
import { expectToSee, expectToSeeAndHear } from '../harness/media.ts'
import { expect, test } from '../harness/test.ts'

const withoutBrowsers = ['Alan', 'Barbara', 'Claude', 'Dorothy'] as const

test('six people: everybody has one tile, moves and is heard; who leaves makes room', async ({
  installation,
  meeting,
  guest,
}) => {
  const ada = await guest('Ada')
  const grace = await guest('Grace')
  await ada.join(meeting.slug)
  await grace.join(meeting.slug)
  await using bots = createBots(installation)
  const joined = []
  for (const name of withoutBrowsers) joined.push(await bots.join(meeting.slug, name))

  for (const [viewer, other] of [
    [ada, 'Grace'],
    [grace, 'Ada'],
  ] as const) {
    await expect(viewer.page.getByRole('article')).toHaveCount(6)
    await Promise.all([other, ...withoutBrowsers].map((name) => expectToSee(viewer, name)))
    await expectToSeeAndHear(viewer, { videos: 5, sounds: 5 })
    await expectNoOverlap(viewer.page.getByRole('article'))
  }
  await ada.button('people').click()
  const panel = ada.page.getByRole('complementary', { name: ada.words.people })
  await expect(panel.getByRole('listitem')).toHaveCount(6)
  for (const name of ['Ada', 'Grace', ...withoutBrowsers]) await expect(panel).toContainText(name)

  await joined[0]?.leave()
  await expect(ada.page.getByRole('article')).toHaveCount(5)
  await expect(panel.getByRole('listitem')).toHaveCount(5)
  await expect(ada.tile('Alan')).toBeHidden()
})

/** Tiles lie beside each other and wholly on the screen. */
async function expectNoOverlap(tiles: Locator): Promise<void> {
  const boxes = await Promise.all((await tiles.all()).map((tile) => tile.boundingBox()))
  for (const [index, one] of boxes.entries()) {
    if (!one) throw new Error('a tile is not shown')
    expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= 1280 && one.y + one.height <= 720).toBe(true)
    for (const other of boxes.slice(index + 1)) {
      if (!other) throw new Error('a tile is not shown')
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y
      expect(apart, 'tiles lie apart').toBe(true)
    }
  }
}
