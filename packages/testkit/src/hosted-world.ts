import { createDisposals } from '@parvis/api/platform/disposals'
import { answerWaiting, joinMeeting } from '@parvis/contract/admission'
import type { Waiting } from '@parvis/contract/admission'
import type { MeetingAccess } from '@parvis/contract/meetings'
import { setParticipantRights } from '@parvis/contract/moderation'
import type { CallInput } from '@parvis/contract/route'
import type { Pool } from 'pg'
import { createCast } from './cast.ts'
import type { Cast, Person } from './cast.ts'
import { startTestWorld } from './test-world.ts'
import type { World } from './test-world.ts'
import type { Visitor } from './visitor.ts'

/** A world with an SFU, somebody who owns its meetings, and people who enter them or ask to. */
export interface HostedWorld extends AsyncDisposable {
  readonly world: World
  readonly owner: Visitor
  readonly cast: Cast
  readonly pool: () => Pool
  /** A new meeting of the owner's; its address. */
  readonly open: (access?: MeetingAccess) => Promise<string>
  readonly knock: (slug: string, name?: string) => Promise<Knocker>
}

/** Somebody who has asked to enter, and waits. */
export interface Knocker extends Waiting {
  readonly visitor: Visitor
}

export async function startHostedWorld(): Promise<HostedWorld> {
  const disposals = createDisposals()
  const world = disposals.use(await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } }))
  const owner = await world.member('Owner')
  const cast = disposals.use(createCast(world))
  return {
    world,
    owner,
    cast,
    pool: () => world.api.context.database.pool,
    open: async (access = 'restricted') => (await owner.createMeeting('Conseil secret', access)).slug,
    async knock(slug, name = 'Ada') {
      const visitor = world.guest()
      return { visitor, ...(await visitor.knock(slug, name)) }
    },
    [Symbol.asyncDispose]: () => disposals[Symbol.asyncDispose](),
  }
}

/** Who waits asks again, at the same place. */
export function askAgain({ visitor, participantId }: Knocker, slug: string) {
  return visitor.call(joinMeeting, { params: { slug }, body: { participantId } })
}

export function answer(host: Visitor, slug: string, body: CallInput<typeof answerWaiting>['body']) {
  return host.call(answerWaiting, { params: { slug }, body })
}

/** What somebody may send from now on. */
export function rule(host: Visitor, person: Person, body: CallInput<typeof setParticipantRights>['body']) {
  const { slug, participantId } = person
  return host.call(setParticipantRights, { params: { slug, participantId }, body })
}
