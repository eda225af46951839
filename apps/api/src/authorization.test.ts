import { contract } from '@parvis/contract/contract'
import { keyScope } from '@parvis/contract/key-scopes'
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
let programs: Readonly<Record<(typeof withKey)[number], Visitor>>
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  const program = (kind: 'read' | 'write') =>
    world.program(keyScope.options.filter((scope) => scope.endsWith(`:${kind}`)))
  programs = { reading: await program('read'), writing: await program('write') }
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

const withoutAccount = ['nobody', 'waiting', 'admitted', 'host', 'disabled'] as const
/** `stranger`, `banned` and `owner` are of the meeting's organisation, which `local` administers; `chief` administers all. */
const withAccount = ['stranger', 'banned', 'foreigner', 'local', 'chief', 'owner'] as const
/** API keys of the meeting's organisation, with every scope of reading and of writing. A route takes none unless it says so. */
const withKey = ['reading', 'writing'] as const
const people = [...withoutAccount, ...withAccount, ...withKey] as const
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
  const { organisationId, userId, email } = await ownOf(founder)
  const [banned, disabled] = [await world.member('Banned'), await world.member('Disabled')]
  const { pool } = world.api.context.database
  await pool.query(
    'INSERT INTO "Ban" (id, "meetingId", "userId") SELECT gen_random_uuid(), id, $2 FROM "Meeting" WHERE slug = $1',
    [slug, (await ownOf(banned)).userId],
  )
  await pool.query('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [(await ownOf(disabled)).userId])
  const visitors = {
    nobody: world.guest(),
    stranger: await world.member('Stranger'),
    waiting,
    admitted,
    host,
    disabled,
    banned,
    foreigner: await world.member('Foreigner', { organisationId: await world.organisation('Elsewhere') }),
    local: await world.member('Local', { role: 'administrator' }),
    chief: await world.member('Chief', { platformAdministrator: true }),
    owner: founder,
    ...programs,
  }
  const inputs = exampleInputs({ slug, place, organisationId, userId, email })
  return { inputs, visitors, [Symbol.asyncDispose]: () => bot.leave() }
}

/** The account of a visitor, and its organisation. */
async function ownOf(
  visitor: Visitor,
): Promise<{ readonly userId: string; readonly organisationId: string; readonly email: string }> {
  const { body } = await visitor.call(contract.getMe, {})
  const userId = String((body as { id?: unknown }).id)
  const { rows } = await world.api.context.database.pool.query<{ organisationId: string; email: string }>(
    'SELECT "organisationId", email FROM "User" WHERE id = $1',
    [userId],
  )
  return { userId, organisationId: rows[0]?.organisationId ?? '', email: rows[0]?.email ?? '' }
}

describe('C22, C26: who may call what', () => {
  type Row = Readonly<Record<Person, number>>
  const row = (statusOf: (person: Person) => number): Row =>
    Object.fromEntries(people.map((person) => [person, statusOf(person)])) as Row // of every person
  const refused = { reading: 403, writing: 403 }
  const signedIn: readonly Person[] = withAccount
  const everybody = (status: number): Row => ({ ...row(() => status), ...refused })
  const accounts = (status: number): Row => ({
    ...row((person) => (signedIn.includes(person) ? status : 401)),
    ...refused,
  })
  const hosts = (status: number): Row => ({ ...everybody(403), host: status, owner: status })
  const administrators = (status: number): Row => ({ ...accounts(403), local: status, chief: status })
  const platform = (status: number): Row => ({ ...accounts(403), chief: status })

  // A route without a row does not compile.
  const expected: Record<RouteName, Row> = {
    signIn: everybody(201),
    signOut: everybody(200),
    getMe: accounts(200),
    setUp: everybody(403),
    listProviders: everybody(200),
    // This installation has no provider.
    startSignIn: everybody(404),
    finishSignIn: everybody(404),
    finishSignOut: everybody(302),
    // Its token alone counts: nobody looks for a key.
    endAtProvider: row(() => 404),
    getAccountOptions: everybody(200),
    // No mail can be sent: whoever may invite learns so.
    createInvitation: administrators(409),
    inviteAgain: administrators(409),
    requestPasswordReset: everybody(409),
    readPasswordLink: everybody(403),
    choosePassword: everybody(403),
    setAccountDisabled: administrators(204),
    resetSecondFactor: administrators(204),
    listSessions: accounts(200),
    endSession: accounts(404),
    endOtherSessions: accounts(204),
    renameMe: accounts(200),
    // They have no password yet, so that none fits.
    changePassword: accounts(403),
    getSecondFactor: accounts(200),
    beginSecondFactor: accounts(403),
    confirmSecondFactor: accounts(403),
    removeSecondFactor: accounts(403),
    // A key has to say whose it is to be.
    createMeeting: { ...accounts(201), writing: 400 },
    listMeetings: accounts(200),
    getMeeting: everybody(200),
    getOwnMeeting: { ...accounts(403), owner: 200 },
    updateMeeting: hosts(204),
    listDelegations: accounts(200),
    delegate: accounts(204),
    revokeDelegation: accounts(404),
    listRoles: { ...accounts(403), owner: 200 },
    grantRole: { ...accounts(403), owner: 204 },
    changeRole: { ...accounts(403), owner: 404 },
    transferMeeting: { ...accounts(403), owner: 404 },
    revokeRole: { ...accounts(403), owner: 404 },
    deleteMeeting: { ...accounts(403), owner: 204 },
    // The organisation does not allow it: who may choose learns so.
    chooseAddress: accounts(403),
    removeAddress: { ...accounts(403), owner: 204 },
    getMeetingDefaults: accounts(200),
    setMeetingDefaults: accounts(200),
    clearMeetingDefaults: accounts(204),
    getPasscode: { ...accounts(403), owner: 200 },
    setPasscode: { ...accounts(403), owner: 200 },
    removePasscode: { ...accounts(403), owner: 204 },
    joinMeeting: { ...everybody(200), banned: 403 },
    leaveMeeting: everybody(204),
    answerWaiting: hosts(200),
    changeWaitingRoom: hosts(204),
    // The place of the example waits no more.
    sendWaitingText: everybody(404),
    // As long as the meeting does not let others: the rest of this row is in `features/moderation/muting.test.ts`.
    muteParticipants: hosts(200),
    setParticipantRights: hosts(204),
    renameParticipant: { ...hosts(204), admitted: 204 },
    // Who is put out already is there no more for the second one who asks.
    removeParticipant: { ...hosts(204), owner: 404 },
    spotlight: hosts(204),
    // The admitted guest has no connection, and only who is there has a hand or reacts: hosts are told so.
    setHand: hosts(404),
    lowerHands: hosts(200),
    react: everybody(403),
    // The admitted guest is not connected, and only who is there reports.
    reportQuality: everybody(403),
    lockMeeting: hosts(204),
    endMeeting: hosts(204),
    watchMeeting: { ...everybody(404), admitted: 200 },
    // The place of the example is that of the admitted guest, who is not connected.
    sendMessage: everybody(404),
    listMessages: { ...everybody(404), admitted: 200 },
    deleteMessage: everybody(404),
    listAudit: { ...administrators(200), reading: 200 },
    exportAuditCsv: { ...administrators(200), reading: 200 },
    exportAuditJson: { ...administrators(200), reading: 200 },
    verifyAudit: platform(200),
    getBranding: platform(200),
    updateBranding: platform(200),
    setLogo: platform(200),
    removeLogo: platform(200),
    // There is none.
    readLogo: everybody(404),
    getCreationPolicy: accounts(200),
    listOrganisations: administrators(200),
    createOrganisation: platform(201),
    getOrganisation: administrators(200),
    updateOrganisation: administrators(200),
    getAssurance: administrators(200),
    setAssurance: administrators(200),
    // It has people: whoever may delete it learns so.
    deleteOrganisation: platform(409),
    listUsers: { ...administrators(200), reading: 200 },
    updateUser: administrators(200),
    // The owner's own session is ended before it is their turn.
    endUserSessions: { ...administrators(200), owner: 401 },
    listSupervisedMeetings: { ...administrators(200), reading: 200 },
    endSupervisedMeeting: administrators(204),
    // The second one finds it gone.
    deleteSupervisedMeeting: { ...administrators(204), chief: 404 },
    listQuality: { ...administrators(200), reading: 200 },
    getStatistics: { ...administrators(200), reading: 200 },
    exportStatistics: { ...administrators(200), reading: 200 },
    getConnections: platform(200),
    // No relay is configured.
    sendTestMail: platform(409),
    getRetention: platform(200),
    updateRetention: platform(200),
    scheduleMeeting: { ...accounts(403), owner: 201 },
    // Of a schedule that there is not, nobody but those who may change it learns even that.
    getSchedule: { ...accounts(403), owner: 404 },
    changeSchedule: { ...accounts(403), owner: 404 },
    cancelSchedule: { ...accounts(403), owner: 404 },
    invite: { ...accounts(403), owner: 404 },
    uninvite: { ...accounts(403), owner: 404 },
    downloadSchedule: { ...accounts(403), owner: 404 },
    listUpcoming: accounts(200),
    getCalendar: accounts(200),
    makeCalendarFeed: accounts(201),
    revokeCalendarFeed: accounts(204),
    readCalendarFeed: everybody(404),
    exportMe: accounts(200),
    // Nobody types another's address by mistake and is gone.
    eraseMe: { ...accounts(400), owner: 204 },
    exportPerson: administrators(200),
    // The second one finds another address.
    erasePerson: { ...administrators(204), chief: 400, owner: 401 },
    getProvisioning: administrators(200),
    updateProvisioning: administrators(204),
    createProvisioningToken: administrators(201),
    deleteProvisioningToken: administrators(404),
    listApiKeys: administrators(200),
    createApiKey: administrators(201),
    revokeApiKey: administrators(404),
    // Its signature stands where a key would.
    receiveSfuWebhook: { ...everybody(401), reading: 401, writing: 401 },
    getHealth: everybody(200),
    getReadiness: everybody(200),
    getOpenApi: everybody(200),
    readSecurityText: everybody(200),
    readDisclosurePolicy: everybody(200),
  }

  test('every route of the contract has a row', () => {
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(contract).toSorted())
  })

  test.each(routes.map(([name]) => name))('%s', async (name) => {
    await using scene = await stage()
    // Some routes take or end a session: they are called without one.
    if (name === 'signOut' || name === 'signIn')
      for (const { cookies } of Object.values(scene.visitors)) cookies.delete('parvis-session')
    const statuses: Partial<Record<Person, number>> = {}
    for (const person of people)
      statuses[person] = (await call(scene.visitors[person], name, scene.inputs)).status
    expect(statuses).toEqual(expected[name])
  })
})
