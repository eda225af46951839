import type { MeetingAddress } from '@parvis/contract/addresses'
import { meetingSlug } from '@parvis/contract/ids'
import type { MeetingId, MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import type {
  Meeting,
  MeetingAccess,
  MeetingRights,
  MeetingRole,
  MutingRule,
} from '@parvis/contract/meetings'
import type { Db, Sql } from '../../platform/database.ts'
import { joinRole, rightsOfMeeting } from '../authority/index.ts'
import { passcodeAsked } from '../admission/index.ts'
import type { Comer, DoorRules } from '../admission/index.ts'

/** A meeting as somebody with a role in it sees it; its address in full is put in by whoever knows the public address. */
export interface MeetingRecord {
  readonly slug: MeetingSlug
  readonly address: MeetingAddress | null
  readonly name: string | null
  readonly access: MeetingAccess
  readonly rights: MeetingRights
  readonly waitForHost: boolean
  readonly membersStandIn: boolean
  readonly passcode: boolean
  readonly role: MeetingRole
  readonly actingFor: Meeting['actingFor']
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const meetingFields = {
  slug: true,
  name: true,
  access: true,
  createdAt: true,
  lastUsedAt: true,
  waitForHost: true,
  membersStandIn: true,
} as const

interface NewMeeting {
  readonly slug: MeetingSlug
  readonly name: string | undefined
  readonly access: MeetingAccess
  readonly rights?: MeetingRights
  readonly waitForHost?: boolean
  readonly muting?: MutingRule
  readonly owner: { readonly id: string; readonly organisationId: string }
  /** Whose name it bears, when somebody else makes it. */
  readonly actingFor?: Meeting['actingFor']
}

/** Returns undefined when the address is taken already. */
export async function insertMeeting(
  db: Db,
  {
    slug,
    name,
    access,
    rights = everyRight,
    waitForHost = false,
    muting = 'hosts',
    owner,
    actingFor = null,
  }: NewMeeting,
): Promise<MeetingRecord | undefined> {
  const [row] = await db.meeting.createManyAndReturn({
    data: [
      {
        slug,
        name: name ?? null,
        access,
        waitForHost,
        muting,
        microphoneAllowed: rights.microphone,
        cameraAllowed: rights.camera,
        screenAllowed: rights.screen,
        screenAudioAllowed: rights.screenAudio,
        chatAllowed: rights.chat,
        reactionsAllowed: rights.reactions,
        organisationId: owner.organisationId,
        createdById: owner.id,
      },
    ],
    select: { ...meetingFields, id: true },
    skipDuplicates: true,
  })
  if (!row) return undefined
  await db.meetingRole.create({ data: { meetingId: row.id, userId: owner.id, role: 'owner' } })
  const { id: _, ...made } = row
  return toMeeting({ ...made, rights, role: 'owner', actingFor, passcode: false, address: null })
}

/** SQL: what a meeting `m` is to somebody with a role `r` in it. */
export const meetingColumns = `m.slug, m.name, m.access, ${rightsOfMeeting} AS rights, r.role,
  m."waitForHost", m."membersStandIn", m."passcodeSealed" IS NOT NULL AS passcode, m."createdAt", m."lastUsedAt",
  (SELECT c.address FROM "MeetingAddress" c WHERE c."meetingId" = m.id) AS address,
  (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM "User" u WHERE u.id = r."principalId") AS "actingFor"`

/** A meeting as its page of settings has it. */
export interface OwnMeeting extends MeetingRecord {
  readonly addressesAllowed: boolean
  readonly renaming: boolean
  readonly muting: MutingRule
  readonly passcodeForAll: boolean
}

/** The meeting as this person sees it; `of-others` when they have no role in it. */
export async function findMeetingOf(
  sql: Sql,
  userId: string,
  slug: MeetingSlug,
): Promise<OwnMeeting | 'of-others' | 'nowhere'> {
  const { rows } = await sql.query<
    MeetingRow & Omit<OwnMeeting, keyof MeetingRecord> & { readonly role: MeetingRole | null }
  >(
    `SELECT ${meetingColumns}, g."addressesAllowed", m."renamingAllowed" AS renaming, m.muting, m."passcodeForAll"
     FROM "Meeting" m JOIN "Organisation" g ON g.id = m."organisationId"
     ${joinRole('m.id', '$1')} WHERE m.slug = $2`,
    [userId, slug],
  )
  const [row] = rows
  if (!row) return 'nowhere'
  const { role, addressesAllowed, renaming, muting, passcodeForAll, ...rest } = row
  if (!role) return 'of-others'
  return { ...toMeeting({ ...rest, role }), addressesAllowed, renaming, muting, passcodeForAll }
}

/** A meeting as its door has to know it. */
export interface DoorRecord extends DoorRules, Comer {
  readonly id: MeetingId
  readonly slug: MeetingSlug
  readonly name: string | null
  readonly banned: boolean
  readonly guestsAllowed: boolean
  readonly passcodeAsked: boolean
  readonly present: readonly string[]
  readonly presentCount: number
  readonly ownPlace: ParticipantId | null
}

/** How many names are shown at the door; the count tells the rest. */
const namesShown = 6

// NOTE those who are there are read once, by their own index: sorted outside of it, or they would be looked for among all
// who ever came.
const doorText = `SELECT m.id, m.slug, m.name, m.access, coalesce(o.locked, false) AS locked, coalesce(o."askAll", false) AS "askAll",
    m."waitForHost" AND NOT h."hostPresent" AS "hostAwaited",
    ${passcodeAsked} AS "passcodeAsked", r.role, $3::uuid IS NOT NULL AS "signedIn",
    EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = m.id AND (b."deviceHash" = $2 OR b."userId" = $3)) AS banned,
    g."guestsAllowed",
    EXISTS (SELECT 1 FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a.state = 'removed'
      AND (a."deviceHash" = $2 OR a."userId" = $3)) AS "removedBefore",
    h.present, h."presentCount", h."ownPlace"
  FROM "Meeting" m JOIN "Organisation" g ON g.id = m."organisationId"
  LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "presentCount", coalesce(bool_or(a.host AND a.state = 'admitted'), false) AS "hostPresent",
      coalesce((array_agg(a.name ORDER BY a."joinedAt"))[:${namesShown}], '{}') AS present,
      (array_agg(a.id ORDER BY a."joinedAt" DESC) FILTER (WHERE a."deviceHash" = $2))[1] AS "ownPlace"
    FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL) h
  ${joinRole('m.id', '$3')}
  WHERE`
const doorBySlug = { name: 'find-door', text: `${doorText} m.slug = $1` }
const doorByAddress = {
  name: 'find-door-by-address',
  text: `${doorText} m.id = (SELECT c."meetingId" FROM "MeetingAddress" c WHERE c.address = $1)`,
}

/** `deviceHash`: the browser that asks, to find its own place. One statement. */
export async function findDoor(
  sql: Sql,
  key: MeetingSlug | MeetingAddress,
  asking: { readonly deviceHash: Buffer | undefined; readonly userId: string | undefined },
): Promise<DoorRecord | undefined> {
  const { rows } = await sql.query<DoorRecord>({
    ...(meetingSlug.safeParse(key).success ? doorBySlug : doorByAddress),
    values: [key, asking.deviceHash ?? null, asking.userId ?? null],
  })
  return rows[0]
}

export type MeetingRow = Omit<MeetingRecord, 'slug' | 'role'> & { readonly slug: string }

/** Maps a row of `meetingColumns`. */
export function toMeeting(row: MeetingRow & { readonly role: MeetingRole }): MeetingRecord {
  return { ...row, slug: row.slug as MeetingSlug } // only `createSlug` makes them
}
