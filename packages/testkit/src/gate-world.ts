import type { MeetingSlug } from '@parvis/contract/ids'
import { claimsOf, signToken } from './forged-token.ts'
import { startTestWorld } from './test-world.ts'
import type { World } from './test-world.ts'
import { upgrade } from './upgrade.ts'
import type { Visitor } from './visitor.ts'

/** Somebody admitted, who stands at the gate. */
export interface GateGuest {
  readonly visitor: Visitor
  readonly token: string
  readonly room: string
  readonly identity: string
}

export interface Attempt {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly uri?: string
}

/** A world with an SFU behind the gate, and a host. */
export interface GateWorld extends AsyncDisposable {
  readonly world: World
  readonly host: Visitor
  /** Is admitted to this meeting, or to a new one. */
  readonly enter: (meeting?: { readonly slug: MeetingSlug }) => Promise<GateGuest>
  readonly secrets: () => World['api']['context']['config']['sfu']['secrets']
  /** Claims as our tokens have them, valid now unless said otherwise. */
  readonly claims: (guest: GateGuest, changes?: Readonly<Record<string, unknown>>) => Record<string, unknown>
  /** As the SFU renews a token by itself: without an id, so that nothing but the place decides. */
  readonly renewed: (guest: GateGuest) => string
  /** Connects as the page does, from this guest's browser, with these differences; the answer's status. */
  readonly connect: (guest: GateGuest, attempt?: Attempt) => Promise<number>
}

/** LiveKit's WrappedJoinRequest around an empty JoinRequest. */
const joinRequest = 'EgA='

export async function startGateWorld(): Promise<GateWorld> {
  const world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  const host = await world.member('Host')
  const secrets: GateWorld['secrets'] = () => world.api.context.config.sfu.secrets
  return {
    world,
    host,
    secrets,
    claims,
    renewed: (guest) => signToken(claims(guest), secrets().client),
    async enter(meeting) {
      const { slug } = meeting ?? (await host.createMeeting())
      const visitor = world.guest()
      const { token, participantId } = await visitor.join(slug, { name: 'Ada' })
      const { room } = claimsOf(token)['video'] as { room: string }
      return { visitor, token, room, identity: participantId }
    },
    async connect(guest, { token = guest.token, headers = {}, uri = '' } = {}) {
      const asked = uri || `/rtc/v1?access_token=${token}&join_request=${joinRequest}`
      const page = {
        Origin: world.origin,
        'Sec-Fetch-Site': 'same-origin',
        Cookie: guest.visitor.cookieHeader(),
      }
      return (await upgrade(world.origin, asked, { ...page, ...headers })).status
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

function claims(guest: GateGuest, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  const video = { room: guest.room, roomJoin: true, canPublish: true, canSubscribe: true }
  return { iss: 'client', sub: guest.identity, nbf: now, exp: now + 60, video, ...changes }
}
