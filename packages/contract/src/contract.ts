import {
  choosePassword,
  createInvitation,
  getAccountOptions,
  inviteAgain,
  readPasswordLink,
  requestPasswordReset,
  resetSecondFactor,
  setAccountDisabled,
} from './accounts.ts'
import { changePassword, endOtherSessions, endSession, listSessions, renameMe } from './own-account.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
} from './second-factor.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { liftBan, listBans } from './bans.ts'
import { chooseAddress, removeAddress } from './addresses.ts'
import { answerWaiting, joinMeeting, leaveMeeting } from './admission.ts'
import { getBranding, readLogo, removeLogo, setLogo, updateBranding } from './branding.ts'
import { exportAuditCsv, exportAuditJson, listAudit, verifyAudit } from './audit.ts'
import { deleteMessage, listMessages, sendMessage } from './chat.ts'
import { endAtProvider, finishSignIn, finishSignOut, listProviders, startSignIn } from './identity.ts'
import {
  cancelSchedule,
  changeSchedule,
  downloadSchedule,
  getCalendar,
  getSchedule,
  invite,
  listUpcoming,
  makeCalendarFeed,
  readCalendarFeed,
  revokeCalendarFeed,
  scheduleMeeting,
  uninvite,
} from './calendar.ts'
import { delegate, listDelegations, revokeDelegation } from './delegations.ts'
import { lowerHands, setHand } from './hands.ts'
import { watchMeeting } from './live.ts'
import { clearMeetingDefaults, getMeetingDefaults, setMeetingDefaults } from './meeting-defaults.ts'
import {
  createMeeting,
  deleteMeeting,
  getMeeting,
  getOwnMeeting,
  listMeetings,
  updateMeeting,
} from './meetings.ts'
import {
  endMeeting,
  lockMeeting,
  muteParticipants,
  removeParticipant,
  renameParticipant,
  setParticipantRights,
  spotlight,
} from './moderation.ts'
import { listQuality, reportQuality } from './quality.ts'
import { react } from './reactions.ts'
import { changeRole, grantRole, listRoles, revokeRole, transferMeeting } from './roles.ts'
import {
  createOrganisation,
  deleteOrganisation,
  getCreationPolicy,
  getOrganisation,
  listOrganisations,
  updateOrganisation,
  getAssurance,
  setAssurance,
} from './organisations.ts'
import { eraseMe, erasePerson, exportMe, exportPerson } from './persons.ts'
import { getConnections, sendTestMail } from './connections.ts'
import { getRetention, updateRetention } from './retention.ts'
import {
  createProvisioningToken,
  deleteProvisioningToken,
  getProvisioning,
  updateProvisioning,
} from './provisioning.ts'
import { getPasscode, removePasscode, setPasscode } from './passcode.ts'
import type { RouteShape } from './route.ts'
import { exportStatistics, getStatistics } from './statistics.ts'
import { getMe, setUp, signIn, signOut } from './session.ts'
import { deleteSupervisedMeeting, endSupervisedMeeting, listSupervisedMeetings } from './supervision.ts'
import {
  getHealth,
  getOpenApi,
  getReadiness,
  readDisclosurePolicy,
  readSecurityText,
  receiveSfuWebhook,
} from './system.ts'
import { endUserSessions, listUsers, updateUser } from './users.ts'
import { changeWaitingRoom, sendWaitingText } from './waiting-room.ts'

/** Every route of the API. OpenAPI is printed from it, and a test compares it with what the server has mounted. */
export const contract = {
  signIn,
  signOut,
  getMe,
  setUp,
  listProviders,
  startSignIn,
  finishSignIn,
  finishSignOut,
  endAtProvider,
  getAccountOptions,
  inviteAgain,
  createInvitation,
  requestPasswordReset,
  readPasswordLink,
  choosePassword,
  setAccountDisabled,
  resetSecondFactor,
  listSessions,
  endSession,
  endOtherSessions,
  renameMe,
  changePassword,
  getSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  createMeeting,
  listMeetings,
  getMeeting,
  getOwnMeeting,
  updateMeeting,
  deleteMeeting,
  chooseAddress,
  removeAddress,
  getMeetingDefaults,
  setMeetingDefaults,
  clearMeetingDefaults,
  listDelegations,
  delegate,
  revokeDelegation,
  listRoles,
  grantRole,
  changeRole,
  transferMeeting,
  revokeRole,
  listBans,
  liftBan,
  getPasscode,
  setPasscode,
  removePasscode,
  joinMeeting,
  leaveMeeting,
  answerWaiting,
  changeWaitingRoom,
  sendWaitingText,
  muteParticipants,
  setParticipantRights,
  renameParticipant,
  removeParticipant,
  spotlight,
  setHand,
  lowerHands,
  react,
  reportQuality,
  lockMeeting,
  endMeeting,
  watchMeeting,
  sendMessage,
  listMessages,
  deleteMessage,
  listAudit,
  exportAuditCsv,
  exportAuditJson,
  verifyAudit,
  getBranding,
  updateBranding,
  setLogo,
  removeLogo,
  readLogo,
  getCreationPolicy,
  listOrganisations,
  createOrganisation,
  getOrganisation,
  updateOrganisation,
  getAssurance,
  setAssurance,
  deleteOrganisation,
  listUsers,
  updateUser,
  endUserSessions,
  listSupervisedMeetings,
  endSupervisedMeeting,
  deleteSupervisedMeeting,
  listQuality,
  getStatistics,
  exportStatistics,
  getConnections,
  sendTestMail,
  getRetention,
  updateRetention,
  scheduleMeeting,
  getSchedule,
  changeSchedule,
  cancelSchedule,
  invite,
  uninvite,
  downloadSchedule,
  listUpcoming,
  getCalendar,
  makeCalendarFeed,
  revokeCalendarFeed,
  readCalendarFeed,
  exportMe,
  eraseMe,
  exportPerson,
  erasePerson,
  getProvisioning,
  updateProvisioning,
  createProvisioningToken,
  deleteProvisioningToken,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  receiveSfuWebhook,
  getHealth,
  getReadiness,
  readSecurityText,
  readDisclosurePolicy,
  getOpenApi,
} as const satisfies Record<string, RouteShape>
