import { contract } from '@parvis/contract/contract'
import { keyScope } from '@parvis/contract/key-scopes'
import type { RouteShape } from '@parvis/contract/route'
import type { ExampleInputs } from '@parvis/testkit/example-inputs'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Answer, Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people, stage, withAccount } from './authorization-scene-for-tests.ts'
import type { Person, Programs, Scene } from './authorization-scene-for-tests.ts'

type RouteName = keyof typeof contract
const routes = Object.entries<RouteShape>(contract) as readonly [RouteName, RouteShape][]

let world: World
let programs: Programs
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
  const hosts = (status: number): Row => ({ ...everybody(403), host: status, cohost: status, owner: status })
  /** Those who have the meeting also when nobody is in it. */
  const keepers = (status: number): Row => ({ ...accounts(403), cohost: status, owner: status })
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
    getOwnMeeting: { ...keepers(200), member: 200 },
    updateMeeting: hosts(204),
    listDelegations: accounts(200),
    delegate: accounts(204),
    revokeDelegation: accounts(404),
    listRoles: keepers(200),
    grantRole: keepers(204),
    changeRole: keepers(404),
    transferMeeting: { ...accounts(403), owner: 404 },
    revokeRole: keepers(404),
    listBans: keepers(200),
    liftBan: keepers(404),
    deleteMeeting: { ...accounts(403), owner: 204 },
    // The organisation does not allow it: who may choose learns so.
    chooseAddress: accounts(403),
    removeAddress: { ...accounts(403), owner: 204 },
    getMeetingDefaults: accounts(200),
    setMeetingDefaults: accounts(200),
    clearMeetingDefaults: accounts(204),
    getPasscode: keepers(200),
    setPasscode: keepers(200),
    removePasscode: keepers(204),
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
    removeParticipant: { ...hosts(204), cohost: 404, owner: 404 },
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
    scheduleMeeting: keepers(201),
    // Of a schedule that there is not, nobody but those who may change it learns even that.
    getSchedule: keepers(404),
    changeSchedule: keepers(404),
    cancelSchedule: keepers(404),
    invite: keepers(404),
    uninvite: keepers(404),
    downloadSchedule: keepers(404),
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

  async function readStatuses(name: RouteName, { visitors, inputs }: Scene): Promise<Partial<Row>> {
    const statuses: Partial<Record<Person, number>> = {}
    for (const person of people) statuses[person] = (await call(visitors[person], name, inputs)).status
    return statuses
  }

  const namesOf = (method: 'reading' | 'changing'): RouteName[] =>
    routes.filter(([, route]) => (route.method === 'GET') === (method === 'reading')).map(([name]) => name)

  describe('reading, which leaves all as it was for whoever reads next', () => {
    let scene: Scene
    beforeAll(async () => (scene = await stage(world, programs)))
    afterAll(() => scene?.[Symbol.asyncDispose]())

    test.each(namesOf('reading'))('%s', async (name) => {
      expect(await readStatuses(name, scene)).toEqual(expected[name])
    })
  })

  test.each(namesOf('changing'))('%s', async (name) => {
    await using scene = await stage(world, programs)
    // Some routes take or end a session: they are called without one.
    if (name === 'signOut' || name === 'signIn')
      for (const { cookies } of Object.values(scene.visitors)) cookies.delete('parvis-session')
    expect(await readStatuses(name, scene)).toEqual(expected[name])
  })
})
