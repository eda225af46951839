import { contract } from '@parvis/contract/contract'
import { connectBot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import type { ExampleInputs } from '@parvis/testkit/example-inputs'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'

const withoutAccount = ['nobody', 'waiting', 'admitted', 'host', 'disabled'] as const
/**
 * All but `foreigner` are of the meeting's organisation, which `local` administers; `chief` administers all. `member` and
 * `cohost` have these roles in the meeting.
 */
export const withAccount = [
  'stranger',
  'banned',
  'foreigner',
  'member',
  'cohost',
  'local',
  'chief',
  'owner',
] as const
/** API keys of the meeting's organisation, with every scope of reading and of writing. A route takes none unless it says so. */
export const withKey = ['reading', 'writing'] as const
export const people = [...withoutAccount, ...withAccount, ...withKey] as const
export type Person = (typeof people)[number]

/** Programs with the keys of `withKey`. */
export type Programs = Readonly<Record<(typeof withKey)[number], Visitor>>

/** A meeting for signed-in people with somebody of each kind, and inputs that name the place of the admitted guest. */
export interface Scene extends AsyncDisposable {
  readonly inputs: ExampleInputs
  readonly visitors: Readonly<Record<Person, Visitor>>
}

/** Makes another scene in the world, which needs an SFU. */
export async function stage(world: World, programs: Programs): Promise<Scene> {
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
  const { organisationId, userId, email } = await ownOf(world, founder)
  const [banned, disabled] = [await world.member('Banned'), await world.member('Disabled')]
  const { pool } = world.api.context.database
  await pool.query(
    'INSERT INTO "Ban" (id, "meetingId", "userId") SELECT gen_random_uuid(), id, $2 FROM "Meeting" WHERE slug = $1',
    [slug, (await ownOf(world, banned)).userId],
  )
  await pool.query('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [
    (await ownOf(world, disabled)).userId,
  ])
  const visitors = {
    nobody: world.guest(),
    stranger: await world.member('Stranger'),
    waiting,
    admitted,
    host,
    disabled,
    banned,
    foreigner: await world.member('Foreigner', { organisationId: await world.organisation('Elsewhere') }),
    member: await withRole(world, slug, 'member'),
    cohost: await withRole(world, slug, 'cohost'),
    local: await world.member('Local', { role: 'administrator' }),
    chief: await world.member('Chief', { platformAdministrator: true }),
    owner: founder,
    ...programs,
  }
  const inputs = exampleInputs({ slug, place, organisationId, userId, email })
  return { inputs, visitors, [Symbol.asyncDispose]: () => bot.leave() }
}

/** Somebody with an account and this role in the meeting. */
async function withRole(world: World, slug: string, role: 'member' | 'cohost'): Promise<Visitor> {
  const visitor = await world.member(role)
  const { userId } = await ownOf(world, visitor)
  await world.api.context.database.pool.query(
    `INSERT INTO "MeetingRole" (id, "meetingId", "userId", role) SELECT gen_random_uuid(), id, $2, $3::"MeetingRoleName" FROM "Meeting" WHERE slug = $1`,
    [slug, userId, role],
  )
  return visitor
}

/** The account of a visitor, and its organisation. */
async function ownOf(
  world: World,
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
