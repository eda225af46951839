import type { Plan } from '@parvis/contract/plan'
import type { contract } from '@parvis/contract/contract'
import type { ParticipantId } from '@parvis/contract/ids'
import type { KeyScope } from '@parvis/contract/key-scopes'
import type { CallInput } from '@parvis/contract/route'
import { administrator } from './world.ts'

/** An id that nothing has. */
const nothing = '00000000-0000-4000-8000-000000000000'

type Contract = typeof contract

/** What a well-meant caller sends to each route of the contract: a route without an example does not compile. */
export type ExampleInputs = { readonly [Name in keyof Contract]: CallInput<Contract[Name]> }

/** What the examples are about. Without an organisation or an account they name some that do not exist. */
interface Named {
  readonly slug: string
  readonly place: ParticipantId
  readonly organisationId?: string
  readonly userId?: string
  /** Of the same account. */
  readonly email?: string
}

function ofModeration({ slug, place }: Pick<Named, 'slug' | 'place'>) {
  const params = { slug }
  const placeParams = { slug, participantId: place }
  return {
    muteParticipants: { params, body: { source: 'microphone' as const, participantIds: [place] } },
    setParticipantRights: { params: placeParams, body: { screen: false } },
    renameParticipant: { params: placeParams, body: { name: 'Admitted anew' } },
    removeParticipant: { params: placeParams, body: { ban: false } },
    listBans: { params, query: { search: 'ada', limit: '20' } },
    liftBan: { params: { ...params, banId: nothing } },
    spotlight: { params, body: { participantId: null } },
    setHand: { params: placeParams, body: { raised: false } },
    lowerHands: { params, body: {} },
    react: { params: placeParams, body: { reaction: 'clap' as const } },
    reportQuality: { params: placeParams, body: { quality: 'poor' as const, figures: { lossUp: 0.2 } } },
    lockMeeting: { params, body: { locked: true } },
    endMeeting: { params, body: {} },
  }
}

const statisticsPeriod = {
  from: '2026-11-01',
  to: '2026-11-30',
  unit: 'day',
  timeZone: 'Europe/Paris',
} as const

const ofRecords = {
  listAudit: { query: { action: 'meeting.created' } },
  exportAuditCsv: {},
  exportAuditJson: {},
  verifyAudit: { body: {} },
  getStatistics: { query: statisticsPeriod },
  exportStatistics: { query: statisticsPeriod },
  getConnections: {},
  sendTestMail: { body: {} },
  getRetention: {},
  updateRetention: { body: { names: 30 } },
} as const

const ofAccounts = {
  getAccountOptions: {},
  createInvitation: { body: { email: 'grace@example.org', name: 'Grace' } },
  requestPasswordReset: { body: { email: 'ada@example.org' } },
  readPasswordLink: { body: { token: 't'.repeat(43) } },
  choosePassword: { body: { token: 't'.repeat(43), password: 'correct horse battery' } },
  listSessions: {},
  endSession: { params: { sessionId: nothing } },
  endOtherSessions: {},
  renameMe: { body: { name: 'Ada' } },
  changePassword: { body: { current: 'correct horse', password: 'correct horse battery' } },
  getSecondFactor: {},
  beginSecondFactor: { body: { password: 'correct horse' } },
  confirmSecondFactor: { body: { code: '123456' } },
  removeSecondFactor: { body: { password: 'correct horse', code: '123456' } },
} as const

const ofDefaults = {
  getMeetingDefaults: {},
  setMeetingDefaults: {
    body: {
      access: 'trusted',
      waitForHost: true,
      rights: { microphone: true, camera: true, screen: false },
    },
  },
  clearMeetingDefaults: {},
} as const

const ofIdentity = {
  listProviders: {},
  startSignIn: { params: { provider: 'ministry' }, query: { returnTo: '/' } },
  finishSignIn: { params: { provider: 'ministry' } },
  finishSignOut: { params: { provider: 'ministry' } },
  endAtProvider: { params: { provider: 'ministry' } },
} as const

const ofPersons = ({ userId, email }: { readonly userId: string; readonly email: string }) => ({
  exportMe: {},
  eraseMe: { body: { email } },
  exportPerson: { params: { userId } },
  erasePerson: { params: { userId }, body: { email } },
})

export function exampleInputs(of: Named): ExampleInputs {
  const { organisationId = nothing, userId = nothing, email = 'nobody@example.org' } = of
  const params = { slug: of.slug }
  const roleParams = { ...params, roleId: nothing }
  return {
    signIn: { body: administrator },
    signOut: {},
    getMe: {},
    ...ofAccounts,
    setAccountDisabled: { params: { userId }, body: { disabled: false } },
    inviteAgain: { params: { userId }, body: {} },
    resetSecondFactor: { params: { userId } },
    setUp: {
      body: {
        token: 't'.repeat(43),
        name: 'Ada',
        email: 'ada@example.org',
        password: 'correct horse battery',
      },
    },
    ...ofIdentity,
    createMeeting: { body: { name: 'Conseil', access: 'public' } },
    listMeetings: { query: { search: 'conseil', limit: '20' } },
    getMeeting: { params },
    getOwnMeeting: { params },
    updateMeeting: { params, body: { name: 'Conseil municipal', rights: { screen: true } } },
    deleteMeeting: { params },
    ...ofDoor(params),
    ...ofDefaults,
    listDelegations: {},
    delegate: { body: { email: 'grace@example.org', until: '2999-01-01T00:00:00Z' } },
    revokeDelegation: { params: { delegationId: nothing } },
    listRoles: { params, query: { search: 'ada', limit: '20' } },
    grantRole: { params, body: { email: 'grace@example.org', role: 'member' } },
    changeRole: { params: roleParams, body: { role: 'member' } },
    transferMeeting: { params, body: { to: nothing } },
    revokeRole: { params: roleParams },
    joinMeeting: { params, body: { name: 'Ada', participantId: of.place, roomLost: false } },
    leaveMeeting: { params, body: { participantId: of.place } },
    answerWaiting: { params, body: { decision: 'admit', participantIds: [of.place] } },
    changeWaitingRoom: { params, body: { message: 'Nous arrivons', texts: true } },
    sendWaitingText: { params, body: { place: of.place, text: 'Bonjour' } },
    ...ofModeration({ slug: of.slug, place: of.place }),
    watchMeeting: { params, query: { place: of.place } },
    sendMessage: { params, body: { place: of.place, clientId: nothing, text: 'Bonjour' } },
    listMessages: { params, query: { place: of.place } },
    deleteMessage: { params: { ...params, messageId: nothing } },
    ...ofAdministration({ slug: of.slug, organisationId, userId }),
    ...ofRecords,
    ...ofCalendar(params),
    ...ofPersons({ userId, email }),
    receiveSfuWebhook: {},
    getHealth: {},
    readSecurityText: {},
    readDisclosurePolicy: {},
    getReadiness: {},
    getOpenApi: {},
  }
}

function ofDoor(params: { readonly slug: string }) {
  return {
    chooseAddress: { params, body: { address: 'conseil-municipal' } },
    removeAddress: { params },
    getPasscode: { params },
    setPasscode: { params, body: { passcode: '246 810', forAll: false } },
    removePasscode: { params },
  }
}

const readingPeople: KeyScope[] = ['people:read']

function ofAdministration({ slug, organisationId, userId }: Required<Omit<Named, 'place' | 'email'>>) {
  return {
    getBranding: {},
    updateBranding: { body: { product: 'Visio' } },
    setLogo: { body: { image: 'iVBORw0KGgo=' } },
    removeLogo: {},
    readLogo: {},
    getCreationPolicy: {},
    listOrganisations: {},
    createOrganisation: { body: { name: 'Ville de Parvis' } },
    getOrganisation: { params: { organisationId } },
    updateOrganisation: { params: { organisationId }, body: { policy: { sharingAllowed: true } } },
    getAssurance: { params: { organisationId } },
    setAssurance: { params: { organisationId }, body: { acr: [] as string[], amr: [] as string[] } },
    deleteOrganisation: { params: { organisationId } },
    listUsers: {},
    updateUser: { params: { userId }, body: { role: 'member' } },
    endUserSessions: { params: { userId } },
    listSupervisedMeetings: {},
    endSupervisedMeeting: { params: { slug }, body: {} },
    deleteSupervisedMeeting: { params: { slug } },
    listQuality: { params: { slug } },
    getProvisioning: { params: { organisationId } },
    updateProvisioning: { params: { organisationId }, body: { administratorGroup: null } },
    createProvisioningToken: { params: { organisationId }, body: { name: 'Annuaire' } },
    deleteProvisioningToken: { params: { organisationId, tokenId: nothing } },
    listApiKeys: { params: { organisationId } },
    createApiKey: {
      params: { organisationId },
      body: { name: 'Tableau de bord', scopes: readingPeople, days: 30 },
    },
    revokeApiKey: { params: { organisationId, keyId: nothing } },
  } as const
}

type OfCalendar =
  | 'scheduleMeeting'
  | 'getSchedule'
  | 'changeSchedule'
  | 'cancelSchedule'
  | 'invite'
  | 'uninvite'
  | 'downloadSchedule'
  | 'listUpcoming'
  | 'getCalendar'
  | 'makeCalendarFeed'
  | 'revokeCalendarFeed'
  | 'readCalendarFeed'

function ofCalendar(params: { readonly slug: string }): Pick<ExampleInputs, OfCalendar> {
  const scheduleParams = { ...params, scheduleId: nothing }
  return {
    scheduleMeeting: { params, body: { ...examplePlan(), language: 'fr', invitees: [] } },
    getSchedule: { params: scheduleParams },
    changeSchedule: { params: scheduleParams, body: { title: 'Bureau' } },
    cancelSchedule: { params: scheduleParams, body: {} },
    invite: { params: scheduleParams, body: { invitees: [{ email: 'grace@example.org' }] } },
    uninvite: { params: { ...scheduleParams, inviteeId: nothing } },
    downloadSchedule: { params: scheduleParams },
    listUpcoming: { query: { limit: '20' } },
    getCalendar: {},
    makeCalendarFeed: { body: {} },
    revokeCalendarFeed: {},
    readCalendarFeed: { params: { token: 't'.repeat(43) } },
  }
}

/** A meeting of an hour, this time tomorrow, once. */
export function examplePlan(): Plan {
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString()
  return {
    title: 'Conseil',
    description: '',
    start: tomorrow.slice(0, 16),
    timeZone: 'Europe/Paris',
    durationMinutes: 60,
    recurrence: null,
    exceptions: [],
  }
}
