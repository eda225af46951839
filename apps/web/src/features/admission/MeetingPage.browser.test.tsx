import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { findBreaches, render } from '../../render-for-tests.tsx'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { meQuery } from '../session/index.ts'
import { MeetingPage } from './MeetingPage.tsx'

const door = {
  slug: 'abc-defg-hij',
  entry: 'open',
  passcode: false,
  name: 'Conseil municipal',
  present: [],
  presentCount: 0,
  ownPlace: null,
}

async function open(slug: string, known = true) {
  const server = createServerForTests(() => (known ? [200, door] : refuse(404, 'meeting-not-found')))
  const rendered = await render(<MeetingPage slug={slug} />, (queries) =>
    queries.setQueryData(meQuery.queryKey, null),
  )
  return {
    server,
    rendered,
    [Symbol.dispose]() {
      rendered[Symbol.dispose]()
      server[Symbol.dispose]()
    },
  }
}

test('a chosen address opens the door of its meeting with one request, and stays in the address bar', async () => {
  using opened = await open('cabinet-du-prefet')
  await expect.element(page.getByRole('heading', { name: 'Conseil municipal' })).toBeVisible()
  await expect.element(page.getByText('abc-defg-hij')).toBeVisible()
  expect(opened.server.asked.map(({ path }) => path)).toEqual(['/api/v1/meetings/cabinet-du-prefet'])
  expect(opened.rendered.paths).toEqual(['/'])
})

test.each([
  ['Cabinet du préfet', '/cabinet-du-prefet'],
  ['ABCDEFGHIJ', '/abc-defg-hij'],
])('the sloppily typed %j is put right', async (typed, path) => {
  using opened = await open(typed)
  await expect.poll(() => opened.rendered.paths.at(-1)).toBe(path)
})

test('an address that no meeting has is told as a code that there is not', async () => {
  using _ = await open('cabinet-du-maire', false)
  await expect.element(page.getByRole('heading', { name: 'Cette réunion n’existe pas' })).toBeVisible()
  expect(await findBreaches()).toEqual([])
})
