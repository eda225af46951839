import { expect, test } from 'vitest'
import { createLimiter, perMinute, sourceOf } from './rate-limit.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
  ['2001:db8:1:2:bbbb:cccc:dddd:eeee', '2001:db8:1:2'],
  ['2001:db8:1:3::1', '2001:db8:1:3'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('C25: the address %s counts as %s: a subscriber owns all of a /64', (address, source) => {
  expect(sourceOf(address)).toBe(source)
})

test('each name and each source has a count of its own', async () => {
  const limiter = createLimiter(true)
  const [one, other] = [limiter('one', perMinute(2)), limiter('other', perMinute(2))]
  await one('a')
  await one('a')
  await expect(one('a')).rejects.toMatchObject({ code: 'too-many-requests' })
  await one('b')
  await other('a')
})
