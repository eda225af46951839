import { expect, test } from 'vitest'
import { findSlug } from './meetings.ts'

test.each([
  ['https://parvis.example.org/abc-defg-hij', 'a whole link'],
  ['https://parvis.example.org/abc-defg-hij/', 'a link with a slash behind it'],
  ['https://parvis.example.org/abc-defg-hij?utm_source=mail&x=/zzz-zzzz-zzz', 'a link with a query'],
  ['https://parvis.example.org/abc-defg-hij#now', 'a link with a fragment'],
  ['parvis.example.org/ABC-DEFG-HIJ', 'a link without scheme, in capitals'],
  ['abc-defg-hij', 'a code'],
  ['ABC-Defg-hIJ', 'a code in any case'],
  ['abcdefghij', 'a code without dashes'],
  [' abc defg hij ', 'a code with spaces'],
  ['abc\u2011defg\u2011hij', 'a code with non-breaking hyphens, as word processors write it'],
  ['abc–defg—hij', 'a code with typographic dashes'],
  ['\tabc\u00A0defg\u202Fhij\n', 'a code with tabs and narrow spaces'],
])('what people paste leads to the meeting: %j (%s)', (typed) => {
  expect(findSlug(typed)).toBe('abc-defg-hij')
})

test.each([
  '',
  '   ',
  'abc',
  'abcdefghi',
  'abcdefghijk',
  'abc-defg-hi1',
  'àbc-defg-hij',
  'https://parvis.example.org/',
  'https://parvis.example.org/abc-defg-hij/settings',
  'javascript:alert(1)',
  '../../etc/passwd',
  '\u0000',
  '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂',
  'ａｂｃｄｅｆｇｈｉｊ',
  'a'.repeat(100_000),
])('what cannot be an address leads nowhere: %j', (typed) => {
  expect(findSlug(typed)).toBeUndefined()
})
