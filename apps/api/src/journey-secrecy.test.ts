import { contract } from '@parvis/contract/contract'
import type { RouteShape } from '@parvis/contract/route'
import { getMe } from '@parvis/contract/session'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import type { ExampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { expect, test } from 'vitest'

const addresses = { v4: '203.0.113.77', v6: '2001:db8:77:88:99::1' }

/** Lets somebody come from elsewhere, as a trusted proxy says. */
function from(address: string, visitor: Visitor): Visitor {
  const send = visitor.fetch.bind(visitor)
  visitor.fetch = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('X-Forwarded-For', address)
    return send(path, { ...init, headers })
  }
  return visitor
}

test('C17, A61: a call of every route leaves no name, address, title or answer in the log, and no address in the tables', async () => {
  await using world = await startTestWorld({ environment: { TRUST_PROXY: '1' } })
  const name = 'Canaria\r\n{"level":"info","event":"forged"}\u001B[31m'
  const member = from(addresses.v6, await world.member('Canaria Volans'))
  const chief = from(addresses.v4, await world.administrator())
  const { id, email } = (await member.call(getMe, {})).body as { id: string; email: string }
  const { slug } = await member.createMeeting('Titre secret', 'public')
  const { participantId: place } = await member
    .join(slug, {})
    .catch(() => ({ participantId: 'p_none' as never }))
  const inputs = exampleInputs({ slug, place, userId: id, email })
  for (const [route, input] of routesWith(inputs)) await chief.call(route, input)
  for (const [route, input] of routesWith(inputs)) await from(addresses.v6, world.guest()).call(route, input)
  for (const body of [{ name }, { name, email: name, password: name }])
    for (const [route, input] of routesWith(inputs))
      if (route.body) await from(addresses.v4, world.guest()).call(route, { ...input, body })

  const log = world.log.join('')
  expect(log).toContain('purged')
  const canaries = [
    'Canaria',
    'Titre secret',
    'grace@example.org',
    'admin@example.org',
    email,
    'forged',
    '\u001B',
  ]
  for (const canary of [...canaries, ...Object.values(addresses)])
    expect({ canary, logged: log.includes(canary) }).toEqual({ canary, logged: false })
  for (const line of world.log) expect(JSON.parse(line)).toBeTypeOf('object')

  const { rows } = await world.api.context.database.pool.query<{ text: string }>(
    `SELECT database_to_xml(false, false, '')::text AS text`,
  )
  for (const address of Object.values(addresses))
    expect({ address, kept: rows[0]?.text.includes(address) }).toEqual({ address, kept: false })
  expect(rows[0]?.text).toContain('203.0.113.0/24')
  expect(rows[0]?.text).toContain('2001:db8:77::/48')
}, 120_000)

// They end the session that the other calls need.
const lastCalls = ['signIn', 'signOut', 'eraseMe']

/** Every route that answers and ends, with what a well-meant caller sends. */
function routesWith(inputs: ExampleInputs): readonly (readonly [RouteShape, object])[] {
  return Object.entries<RouteShape>(contract)
    .filter(([name, { events }]) => !events && !lastCalls.includes(name))
    .map(([name, route]) => [route, inputs[name as keyof ExampleInputs] ?? {}] as const)
}
