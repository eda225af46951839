import { expectToSeeAndHear } from '../harness/media.ts'
import { expect, test } from '../harness/test.ts'

test('whoever stands at the door while another build takes the place of theirs is in the call after one click more', async ({
  meeting,
  guest,
}) => {
  const grace = await guest('Grace')
  await grace.join(meeting.slug)
  const ada = await guest('Ada')
  const { page, words } = ada
  // What an upgrade does to an open page: the code of the call is gone, and the document names another script.
  let replaced = true
  await page.route('**/assets/call-*.js', (route) => (replaced ? route.abort() : route.continue()))
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replaceAll(/index-[\w-]+\.js/g, 'index-another.js')
      replaced = false
      await route.fulfill({ response, body })
    },
  )
  await ada.open(`/${meeting.slug}`)
  await page.getByRole('textbox', { name: words.name }).fill('Ada')
  const renewed = page.waitForEvent('load')
  await ada.button('join').click()
  await renewed
  await expect(page.getByRole('textbox', { name: words.name })).toHaveValue('Ada')
  await ada.button('join').click()
  await ada.inCall()
  await Promise.all([expectToSeeAndHear(ada), expectToSeeAndHear(grace)])
})
