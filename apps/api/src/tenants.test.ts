import { contract } from '@parvis/contract/contract'
import type { RouteShape } from '@parvis/contract/route'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Answer, Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

type RouteName = keyof typeof contract

let world: World
let town: string
let elsewhere: Visitor
let named: Parameters<typeof exampleInputs>[0]
beforeAll(async () => {
  const relay = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'parvis@example.org' }
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off', ...relay } })
  const chief = await world.administrator()
  const owner = await world.member('Marie Curie')
  const { slug } = await owner.createMeeting('Conseil secret')
  const { body } = await chief.call(contract.listUsers, { query: { search: 'Marie Curie' } })
  const { items } = contract.listUsers.reply.parse(body)
  town = items[0]?.organisation.id ?? ''
  named = {
    slug,
    place: 'p_000000000000000000000000' as never,
    userId: items[0]?.id ?? '',
    organisationId: town,
  }
  elsewhere = await world.member('Local', {
    organisationId: await world.organisation('Elsewhere'),
    role: 'administrator',
  })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const administration = Object.entries<RouteShape>(contract)
  .filter(([, { access }]) => access === 'administrator')
  .map(([name, route]) => [name as RouteName, route] as const)
const addressed = administration.filter(([, { params }]) => params !== undefined)
const lists = administration.filter(([, { method, params, query }]) => method === 'GET' && !params && query)

/** What is the same in two answers that tell nothing apart. */
function told({ status, body }: Answer): unknown {
  return { status, body: { ...(body as object), requestId: undefined } }
}

describe('A80: another organisation is as if it did not exist', () => {
  test.each(addressed.map(([name]) => name))(
    '%s answers the same for what is another’s and for nothing',
    async (name) => {
      const nothing = { slug: 'zzz-zzzz-zzz', place: named.place }
      const route: RouteShape = contract[name]
      const refused = await elsewhere.call(route, exampleInputs(named)[name])
      expect(told(refused)).toEqual(told(await elsewhere.call(route, exampleInputs(nothing)[name])))
      expect([403, 404]).toContain(refused.status)
    },
  )

  test.each(lists.map(([name]) => name))('%s shows nothing of it, searched for or not', async (name) => {
    const route: RouteShape = contract[name]
    for (const query of [{}, { search: 'Curie' }, { search: 'secret' }, { search: named.slug }]) {
      // What a list needs besides, such as the time that statistics are about.
      const { query: needed } = exampleInputs(named)[name] as { readonly query?: object }
      const answer = await elsewhere.call(route, { query: { ...needed, ...query } })
      expect(answer.status).toBe(200)
      const text = JSON.stringify(answer.body)
      for (const trace of ['Curie', 'secret', named.slug, town]) expect(text).not.toContain(trace)
    }
  })

  test.each(['listUsers', 'listSupervisedMeetings'] as const)(
    '%s of it by name answers as for none',
    async (name) => {
      const nobody = '00000000-0000-4000-8000-000000000000'
      const ask = (organisationId: string) => elsewhere.call(contract[name], { query: { organisationId } })
      expect(told(await ask(town))).toEqual(told(await ask(nobody)))
    },
  )

  test('the cursor of another list opens nothing', async () => {
    const chief = await world.administrator()
    const { body } = await chief.call(contract.listUsers, { query: { limit: '1' } })
    const { next } = contract.listUsers.reply.parse(body)
    const answer = await elsewhere.call(contract.listUsers, { query: { after: next ?? '' } })
    expect(JSON.stringify(answer.body)).not.toContain('Curie')
  })
})
