import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIdentityProviders } from './identity-settings.ts'

const ministry = {
  name: 'ministry',
  label: 'Ministère',
  issuer: 'https://sso.ministry.example',
  clientId: 'parvis',
  clientSecret: 'canary of the client secret',
}

/** The providers that are read, and the faults that are told. */
function read(list: unknown, embedded = false) {
  const faults: string[] = []
  const json = typeof list === 'string' ? list : JSON.stringify(list)
  return { providers: readIdentityProviders(json, { embedded, faults }), faults }
}

test('what is not said has the careful value', () => {
  expect(read([ministry])).toEqual({
    faults: [],
    providers: [{ ...ministry, profile: 'generic', signingAlgorithm: 'RS256', silent: false }],
  })
})

test('a secret may lie in a file of its own', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-identity-'))
  const clientSecretFile = join(directory, 'secret')
  await writeFile(clientSecretFile, 'from the file\n')
  const { clientSecret: _, ...rest } = ministry
  const { providers } = read([{ ...rest, clientSecretFile }])
  expect(providers).toMatchObject([{ clientSecret: 'from the file' }])
  expect(providers[0]).not.toHaveProperty('clientSecretFile')
  await rm(directory, { recursive: true })
  expect(read([{ ...rest, clientSecretFile }]).faults).toEqual([
    'IDENTITY_PROVIDERS ministry: clientSecretFile cannot be read',
  ])
})

const { clientSecret: _, ...secretless } = ministry
test.each([
  ['no JSON', '[{"clientSecret": "canary of', /must be a JSON list/],
  ['an object', ministry, /must be a JSON list/],
  ['a misspelt key', [{ ...ministry, requiredAcr: ['x'] }], /0 has unknown settings: requiredAcr/],
  ['a name that is no word of an address', [{ ...ministry, name: 'Le Ministère' }], /0\.name/],
  ['an issuer that is no address', [{ ...ministry, issuer: 'sso' }], /0\.issuer/],
  ['an issuer over http', [{ ...ministry, issuer: 'http://sso.example' }], /the issuer must be https/],
  ['a shared-secret signature', [{ ...ministry, signingAlgorithm: 'HS256' }], /0\.signingAlgorithm/],
  ['no signature', [{ ...ministry, signingAlgorithm: 'none' }], /0\.signingAlgorithm/],
  ['no secret', [secretless], /either clientSecret or clientSecretFile/],
  ['two secrets', [{ ...ministry, clientSecretFile: '/x' }], /either clientSecret or clientSecretFile/],
  ['one name twice', [ministry, ministry], /two providers are named ministry/],
  ['nobody accepted', [{ ...ministry, emailDomains: [] }], /0\.emailDomains/],
  [
    'two silent ones',
    [
      { ...ministry, silent: true },
      { ...ministry, name: 'x', silent: true },
    ],
    /only one provider can be silent/,
  ],
])('%s is told at start, and no secret with it', (_case, list, fault) => {
  const { faults } = read(list)
  expect(faults.join('\n')).toMatch(fault)
  expect(faults.join('\n')).not.toContain('canary')
})

test('on one machine a provider over http is for trying', () => {
  expect(read([{ ...ministry, issuer: 'http://127.0.0.1:9000' }], true).faults).toEqual([])
})
