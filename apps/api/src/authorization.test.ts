import { contract } from '@parvis/contract/contract'
import type { RouteShape } from '@parvis/contract/route'
import { connectBot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import type { ExampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Answer, Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

type RouteName = keyof typeof contract
const routes = Object.entries<RouteShape>(contract) as readonly [RouteName, RouteShape][]

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Calls the route as it is meant to be called; of a stream, only the head is read. */
async function call(
  visitor: Visitor,
  name: RouteName,
  input: ExampleInputs,
): Promise<Pick<Answer, 'status'>> {
  const route: RouteShape = contract[name]
  if (!route.events) return visitor.call(route, input[name])
  const { params, query } = input.watchMeeting
  const closing = new AbortController()
  const path = `${route.path.replace(':slug', params.slug)}?${new URLSearchParams(query).toString()}`
  const { status } = await visitor.fetch(path, { signal: closing.signal })
  closing.abort()
  return { status }
}

const people = ['nobody', 'stranger', 'waiting', 'admitted', 'host', 'owner'] as const
type Person = (typeof people)[number]

/** A meeting for signed-in people with somebody of each kind, and inputs that name the place of the admitted guest. */
interface Scene extends AsyncDisposable {
  readonly inputs: ExampleInputs
  readonly visitors: Readonly<Record<Person, Visitor>>
}

async function stage(): Promise<Scene> {
  const founder = await world.member('Owner')
  const { slug } = await founder.createMeeting('Conseil', 'public')
  const [admitted, host, waiting] = [world.guest(), world.guest(), world.guest()]
  const { participantId: place } = await admitted.join(slug, { name: 'Admitted' })
  const { token, participantId } = await host.join(slug, { name: 'Host' })
  const bot = await connectBot(world.livekit?.url ?? '', token)
  const makeHost = { params: { slug, participantId }, body: { host: true } }
  await eventually(async () => {
    const { status } = await founder.call(contract.setParticipantRights, makeHost)
    if (status !== 204) throw new Error(`${status}: not there yet`)
  })
  await founder.call(contract.updateMeeting, { params: { slug }, body: { access: 'restricted' } })
  await waiting.knock(slug, 'Waiting')
  const visitors = {
    nobody: world.guest(),
    stranger: await world.member('Stranger'),
    waiting,
    admitted,
    host,
    owner: founder,
  }
  return { inputs: exampleInputs({ slug, place }), visitors, [Symbol.asyncDispose]: () => bot.leave() }
}

describe('C22, C26: who may call what', () => {
  const everybody = (status: number): Row => [status, status, status, status, status, status]
  type Row = readonly [number, number, number, number, number, number]
  const accounts = (status: number): Row => [401, status, 401, 401, 401, status]
  const hosts = (status: number): Row => [403, 403, 403, 403, status, status]

  // In the order of `people`. A route without a row does not compile.
  const expected: Record<RouteName, Row> = {
    signIn: everybody(201),
    signOut: everybody(204),
    getMe: accounts(200),
    setUp: everybody(403),
    createMeeting: accounts(201),
    listMeetings: accounts(200),
    getMeeting: everybody(200),
    getOwnMeeting: [401, 403, 401, 401, 401, 200],
    updateMeeting: hosts(204),
    deleteMeeting: [401, 403, 401, 401, 401, 204],
    listRoles: [401, 403, 401, 401, 401, 200],
    grantRole: [401, 403, 401, 401, 401, 204],
    changeRole: [401, 403, 401, 401, 401, 404],
    transferMeeting: [401, 403, 401, 401, 401, 404],
    revokeRole: [401, 403, 401, 401, 401, 404],
    joinMeeting: everybody(200),
    leaveMeeting: everybody(204),
    answerWaiting: hosts(200),
    muteParticipants: hosts(200),
    setParticipantRights: hosts(204),
    // Who is put out already is there no more for the second one who asks.
    removeParticipant: [403, 403, 403, 403, 204, 404],
    lockMeeting: hosts(204),
    endMeeting: hosts(204),
    watchMeeting: [404, 404, 404, 200, 404, 404],
    listAudit: accounts(403),
    exportAuditCsv: accounts(403),
    exportAuditJson: accounts(403),
    verifyAudit: accounts(403),
    receiveSfuWebhook: everybody(401),
    getHealth: everybody(200),
    getReadiness: everybody(200),
    getOpenApi: everybody(200),
  }

  test('every route of the contract has a row', () => {
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(contract).toSorted())
  })

  test.each(routes.map(([name]) => name))('%s', async (name) => {
    await using scene = await stage()
    // Some routes take or end a session: they are called without one.
    if (name === 'signOut' || name === 'signIn')
      for (const { cookies } of Object.values(scene.visitors)) cookies.delete('parvis-session')
    const statuses: number[] = []
    for (const person of people)
      statuses.push((await call(scene.visitors[person], name, scene.inputs)).status)
    expect(statuses).toEqual(expected[name])
  })
})
