import { expect, test } from 'vitest'
import { isReserved, typedAddress } from './addresses.ts'
import { findMeeting } from './meetings.ts'

test.each([
  ['cabinet-du-prefet', 'cabinet-du-prefet'],
  ['Cabinet du préfet', 'cabinet-du-prefet'],
  ['  CABINET  DU PRÉFET ', 'cabinet-du-prefet'],
  ['l’Île_aux-cœurs', 'l-ile-aux-coeurs'],
  ['Pre\u0301fet', 'prefet'],
  ['cabinet\u2011du\u2014prefet', 'cabinet-du-prefet'],
  ['2026', '2026'],
  ['salle-bleue', 'salle-bleue'],
])('an address is put into its form: %j', (typed, address) => {
  expect(typedAddress.parse(typed)).toBe(address)
})

test.each([
  '',
  'ab',
  '---',
  'a/b',
  'a.b.c',
  '../admin',
  'cabinet?x=1',
  'кабинет',
  'cabi\u202Enet',
  'réunion🙂',
  'x'.repeat(65),
  'x'.repeat(201),
])('%j is no address', (typed) => {
  expect(typedAddress.safeParse(typed).success).toBe(false)
})

test.each(['admin', 'api', 'reunions', 'abc-defg-hij', 'abcdefghij', 'prefecture', 'abc-defghij'])(
  '%j is kept: it is of the site, or could be meant as a code',
  (address) => expect(isReserved(address)).toBe(true),
)

test.each([
  ['Cabinet du préfet', 'cabinet-du-prefet'],
  ['https://visio.example.org/cabinet-du-prefet?utm=1', 'cabinet-du-prefet'],
  ['visio.example.org/Cabinet-du-Prefet/', 'cabinet-du-prefet'],
  ['/cabinet-du-prefet', 'cabinet-du-prefet'],
  ['ABC DEFG HIJ', 'abc-defg-hij'],
  ['https://visio.example.org/abc-defg-hij', 'abc-defg-hij'],
  ['<https://visio.example.org/abc-defg-hij>', 'abc-defg-hij'],
  ['« https://visio.example.org/Cabinet-du-Prefet »', 'cabinet-du-prefet'],
  ['abc-defg-hij.', 'abc-defg-hij'],
  [
    'Ordre du jour : https://example.org/docs/12. Rejoignez-nous sur https://visio.example.org/abc-defg-hij, à 14 h.',
    'abc-defg-hij',
  ],
])('what people paste leads to the meeting: %j', (typed, meeting) => {
  expect(findMeeting(typed)).toBe(meeting)
})

test.each([
  '',
  '/',
  '/sign-in',
  '/admin/users',
  'https://visio.example.org',
  'https://visio.example.org/reunions',
  'https://visio.example.org/cabinet/secret',
  'javascript:alert(1)',
  '../../etc/passwd',
  'bonjour !!',
  `${'.'.repeat(100_000)}a`,
  'a'.repeat(100_000),
])('what can be no meeting leads nowhere: %j', (typed) => {
  expect(findMeeting(typed)).toBeUndefined()
})
