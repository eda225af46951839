import * as z from 'zod/mini'

/** A tenant of this installation (UUID). */
export const organisationId = z.uuid().brand<'OrganisationId'>()
export type OrganisationId = z.output<typeof organisationId>

/** An account of this installation (UUID). Never shown to other participants. */
export const userId = z.uuid().brand<'UserId'>()
export type UserId = z.output<typeof userId>

/** A signed-in browser (UUID). Not a secret: the cookie holds the token. */
export const sessionId = z.uuid().brand<'SessionId'>()
export type SessionId = z.output<typeof sessionId>

/** A meeting as the database knows it (UUID). People know it by its slug. */
export const meetingId = z.uuid().brand<'MeetingId'>()
export type MeetingId = z.output<typeof meetingId>

/** One sitting of a meeting (UUID): from the first person in until everybody left or somebody ended it. */
export const occurrenceId = z.uuid().brand<'OccurrenceId'>()
export type OccurrenceId = z.output<typeof occurrenceId>

/**
 * A person's place in one occurrence, and their identity at the SFU: a pseudonym made by the server,
 * `p_` and 24 letters or digits (≥ 120 bits). Not a secret: the browser's cookie proves whose place it is.
 */
export const participantId = z
  .string()
  .check(z.regex(/^p_[a-z0-9]{24}$/))
  .brand<'ParticipantId'>()
export type ParticipantId = z.output<typeof participantId>

/** Leave that one person gave another to act for them (UUID). */
export const delegationId = z.uuid().brand<'DelegationId'>()
export type DelegationId = z.output<typeof delegationId>

/** A key with which a program uses the API (UUID). Not a secret: the key itself is told once. */
export const apiKeyId = z.uuid().brand<'ApiKeyId'>()

/** An entry in the list of those who have a role in a meeting (UUID). */
export const roleId = z.uuid().brand<'RoleId'>()
export type RoleId = z.output<typeof roleId>

/** What keeps somebody out of a meeting (UUID). */
export const banId = z.uuid().brand<'BanId'>()
export type BanId = z.output<typeof banId>

/** The word in a meeting's address, `abc-defg-hij`: ten letters from a CSPRNG, 47 bits. */
export const meetingSlug = z
  .string()
  .check(z.regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/))
  .brand<'MeetingSlug'>()
export type MeetingSlug = z.output<typeof meetingSlug>

/** When a meeting is to take place (UUID); calendars know it as the event's UID. */
export const scheduleId = z.uuid().brand<'ScheduleId'>()
export type ScheduleId = z.output<typeof scheduleId>

/** An invitation to a schedule (UUID). */
export const inviteeId = z.uuid().brand<'InviteeId'>()
export type InviteeId = z.output<typeof inviteeId>

/** A message of the chat (UUID). */
export const messageId = z.uuid().brand<'MessageId'>()
export type MessageId = z.output<typeof messageId>
