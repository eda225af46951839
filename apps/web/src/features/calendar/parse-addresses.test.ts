import { expect, test } from 'vitest'
import { parseAddresses } from './parse-addresses.ts'

test.each([
  ['one a line', 'ada@example.org\r\ngrace@example.org\n'],
  ['with commas and semicolons', 'ada@example.org, grace@example.org;'],
  ['with tabs, as from a table', 'ada@example.org\tgrace@example.org'],
  ['with spaces alone', ' ada@example.org  grace@example.org'],
  ['in capitals', 'ADA@Example.ORG,Grace@example.org'],
])('addresses %s are read', (_, typed) => {
  expect(parseAddresses(typed)).toEqual({
    valid: [{ email: 'ada@example.org' }, { email: 'grace@example.org' }],
    duplicates: 0,
    wrong: [],
  })
})

test('names are kept, a comma inside of quotes too', () => {
  const typed =
    '"Lovelace, Ada" <ada@example.org>; Grace Hopper <grace@example.org>, "Turing" <alan@example.org>'
  expect(parseAddresses(typed).valid).toEqual([
    { email: 'ada@example.org', name: 'Lovelace, Ada' },
    { email: 'grace@example.org', name: 'Grace Hopper' },
    { email: 'alan@example.org', name: 'Turing' },
  ])
})

test('duplicates and those who are invited already are counted, what is no address is named', () => {
  expect(
    parseAddresses('ada@example.org, ADA@example.org, grace@example.org, prenom.nom, x@y', [
      'grace@example.org',
    ]),
  ).toEqual({ valid: [{ email: 'ada@example.org' }], duplicates: 2, wrong: ['prenom.nom', 'x@y'] })
})
