import type { OrganisationId } from '@parvis/contract/ids'
import {
  createOrganisation,
  deleteOrganisation,
  getOrganisation,
  listOrganisations,
  organisation,
  updateOrganisation,
} from '@parvis/contract/organisations'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
let chief: Visitor
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
  chief = await world.administrator()
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function create(name: string) {
  const { body } = await chief.call(createOrganisation, { body: { name } })
  return organisation.parse(body)
}

const change = (visitor: Visitor, id: OrganisationId, body: Parameters<typeof JSON.stringify>[0]) =>
  visitor.call(updateOrganisation, { params: { organisationId: id }, body })

test('a new organisation has a safe policy, and nobody in it', async () => {
  expect(await create('Ville de Nantes')).toEqual({
    id: expect.any(String),
    name: 'Ville de Nantes',
    domains: [],
    sirets: [],
    people: 0,
    administrators: 0,
    meetings: 0,
    policy: {
      meetingCreators: 'everybody',
      defaultAccess: 'public',
      guestsAllowed: true,
      addressesAllowed: false,
      administratorsEnter: false,
      microphoneAllowed: true,
      cameraAllowed: true,
      screenAllowed: true,
      screenAudioAllowed: true,
      chatAllowed: true,
      reactionsAllowed: true,
      sharingAllowed: true,
      chatOffered: true,
      reactionsOffered: true,
      waitForHost: false,
      muting: 'hosts',
    },
  })
})

test('domains are kept in one form, and one domain belongs to one organisation', async () => {
  const [first, second] = [await create('Première'), await create('Seconde')]
  const { body } = await change(chief, first.id, { domains: ['@Préfecture.FR', 'ville.fr', 'VILLE.fr.'] })
  expect(organisation.parse(body).domains).toEqual(['ville.fr', 'xn--prfecture-c4a.fr'])
  expect(await change(chief, second.id, { name: 'Autre', domains: ['ville.fr'] })).toMatchObject({
    status: 409,
    body: { code: 'domain-taken' },
  })
  expect((await chief.call(getOrganisation, { params: { organisationId: second.id } })).body).toMatchObject({
    name: 'Seconde',
    domains: [],
  })
  expect(await change(chief, second.id, { domains: ['not a domain'] })).toMatchObject({
    status: 400,
    body: { code: 'domain-invalid' },
  })
})

test('an establishment belongs to one organisation, by a number that exists', async () => {
  const [first, second] = [await create('Siège'), await create('Annexe')]
  const { body } = await change(chief, first.id, { sirets: ['732 829 320 00074'] })
  expect(organisation.parse(body).sirets).toEqual(['73282932000074'])
  expect(await change(chief, second.id, { sirets: ['73282932000074'] })).toMatchObject({
    status: 409,
    body: { code: 'siret-taken' },
  })
  expect((await change(chief, second.id, { sirets: ['73282932000075'] })).status).toBe(400)
})

test('C26: its own administrator sets name and policy, and never which people are its own', async () => {
  const { id } = await create('Académie')
  const local = await world.member('Local', { organisationId: id, role: 'administrator' })
  const { body } = await change(local, id, { name: 'Académie de Nantes', policy: { guestsAllowed: false } })
  expect(body).toMatchObject({
    name: 'Académie de Nantes',
    policy: { guestsAllowed: false, sharingAllowed: true },
  })
  expect((await change(local, id, { domains: ['gouv.fr'] })).status).toBe(403)
  expect((await change(local, id, { sirets: [] })).status).toBe(403)
})

test('an organisation is deleted only when nobody and nothing belongs to it', async () => {
  const { id } = await create('Éphémère')
  await world.member('Somebody', { organisationId: id })
  const remove = () => chief.call(deleteOrganisation, { params: { organisationId: id } })
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'organisation-not-empty' } })
  await world.api.context.database.pool.query('DELETE FROM "User" WHERE "organisationId" = $1', [id])
  expect((await remove()).status).toBe(204)
  expect((await remove()).status).toBe(404)
})

test('the list is searched by name and domain, without regard to accents, and paged', async () => {
  const { id } = await create('Région Île-de-France')
  await change(chief, id, { domains: ['idf.example'] })
  const names = async (query: Record<string, string>) => {
    const { body } = await chief.call(listOrganisations, { query })
    return listOrganisations.reply.parse(body)
  }
  for (const search of ['ile-de', 'ÎLE', 'idf.exam'])
    expect((await names({ search })).items.map(({ name }) => name)).toEqual(['Région Île-de-France'])
  expect((await names({ search: '%' })).items).toEqual([])

  const all = (await names({})).items.map(({ name }) => name)
  const paged: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page = await names({ limit: '2', ...(after && { after }) })
    paged.push(...page.items.map(({ name }) => name))
    after = page.next
  }
  expect(paged).toEqual(all)
})

test('C17: what administrators change stands in the audit, without words of people', async () => {
  const { id } = await create('Auditée')
  await change(chief, id, { name: 'Autrement', policy: { meetingCreators: 'administrators' } })
  const { rows } = await world.api.context.database.pool.query(
    'SELECT action, detail FROM "AuditEntry" WHERE target = $1 ORDER BY id',
    [`organisation:${id}`],
  )
  expect(rows).toEqual([
    { action: 'organisation.created', detail: {} },
    { action: 'organisation.updated', detail: { renamed: true, meetingCreators: 'administrators' } },
  ])
})
