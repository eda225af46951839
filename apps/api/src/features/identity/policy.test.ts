import { expect, test } from 'vitest'
import { toPerson } from './person.ts'
import type { Person } from './person.ts'
import { meets } from '../../platform/identity-provider.ts'
import { findRefusal, organisationKeys, provesAddress } from './policy.ts'

const settings = { name: 'p', label: 'P', issuer: 'https://p.example', clientId: 'c', clientSecret: 's' }
const generic = { ...settings, profile: 'generic', signingAlgorithm: 'RS256', silent: false } as const
const proconnect = { ...generic, profile: 'proconnect' } as const

function person(changes: Partial<Person> = {}): Person {
  const ada = { subject: '1', name: 'Ada', email: 'ada@ministry.example', emailChecked: true }
  return { ...ada, siret: undefined, acr: undefined, amr: [], sid: undefined, ...changes }
}

test.each([
  ['nothing asked, nothing shown', { acr: [], amr: [] }, {}, true],
  ['one of the levels', { acr: ['high', 'low'], amr: [] }, { acr: 'low' }, true],
  ['a level that is not listed', { acr: ['high'], amr: [] }, { acr: 'low' }, false],
  ['no level at all', { acr: ['high'], amr: [] }, {}, false],
  ['all methods', { acr: [], amr: ['mfa', 'hwk'] }, { amr: ['hwk', 'pwd', 'mfa'] }, true],
  ['some of the methods', { acr: [], amr: ['mfa', 'hwk'] }, { amr: ['mfa'] }, false],
  ['the level without the method', { acr: ['high'], amr: ['mfa'] }, { acr: 'high', amr: ['pwd'] }, false],
] as const)('C14: %s', (...[, required, shown, met]) => {
  expect(meets(required, person(shown))).toBe(met)
})

test.each([
  ['no list: any domain', { listed: false, email: 'ada@ministry.example' }, undefined],
  ['on the list', { listed: true, email: 'ada@MINISTRY.example' }, undefined],
  ['off the list', { listed: true, email: 'ada@elsewhere.example' }, 'domain-refused'],
  ['a domain below it', { listed: true, email: 'ada@evil.ministry.example' }, 'domain-refused'],
  ['a domain that only ends alike', { listed: true, email: 'ada@evilministry.example' }, 'domain-refused'],
])('a provider speaks for its domains: %s', (...[, { listed, email }, refusal]) => {
  const emailDomains = listed ? ['ministry.example'] : undefined
  expect(findRefusal({ ...generic, emailDomains }, person({ email }))).toBe(refusal)
})

test('an organisation is found by establishment for ProConnect alone, by domain only when the address was checked', () => {
  const siret = '13002526500013'
  const domain = 'ministry.example'
  expect(organisationKeys(proconnect, person({ siret }))).toEqual({ siret, domain })
  expect(organisationKeys(generic, person({ siret }))).toEqual({ domain })
  expect(organisationKeys({ ...generic, organisation: 'Ville' }, person({ emailChecked: false }))).toEqual({
    fallback: 'Ville',
  })
})

test('C11: roles that wait for an address go to whom the provider of that domain vouches for, and to nobody else', () => {
  const emailDomains = ['ministry.example']
  expect(provesAddress(generic, person())).toBe(false)
  expect(provesAddress({ ...generic, emailDomains }, person())).toBe(true)
  expect(provesAddress({ ...generic, emailDomains }, person({ emailChecked: false }))).toBe(false)
  expect(provesAddress(proconnect, person())).toBe(true)
})

test.each([
  ['the full name of ProConnect', { given_name: 'Grace', usual_name: 'Hopper' }, 'Grace Hopper'],
  ['names of others', { given_name: 'Grace', family_name: 'Hopper' }, 'Grace Hopper'],
  ['one name', { name: 'Grace' }, 'Grace'],
  ['no name', {}, 'g@example.org'],
  ['a name that would turn the line around', { name: '\u202Eecarg' }, 'ecarg'],
  ['a name far too long', { name: 'x'.repeat(5000) }, 'g@example.org'],
  ['what is no name', { name: 7, given_name: ['x'] }, 'g@example.org'],
])('C10: a person with %s has a name to show', (_, claims, name) => {
  expect(toPerson({ claims: { sub: '1', email: 'G@Example.org', ...claims } })?.name).toBe(name)
})

test.each([
  ['no subject', { email: 'g@example.org' }],
  ['an empty subject', { sub: '', email: 'g@example.org' }],
  ['a subject that is too long', { sub: 'x'.repeat(256), email: 'g@example.org' }],
  ['no address', { sub: '1' }],
  ['an address that is none', { sub: '1', email: 'g' }],
])('claims with %s describe nobody', (_, claims) => {
  expect(toPerson({ claims })).toBeUndefined()
})

test.each(['1300252650001', '130025265000133', '1300252650001x', 13002526500013])(
  'C10: %j is no establishment, and the sign-in goes on without one',
  (siret) => {
    const claims = { sub: '1', email: 'g@example.org', siret }
    expect(toPerson({ claims })).toMatchObject({ siret: undefined })
  },
)
