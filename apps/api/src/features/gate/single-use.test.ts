import type { ParticipantId } from '@parvis/contract/ids'
import { claimsOf, signToken } from '@parvis/testkit/forged-token'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { upgrade } from '@parvis/testkit/upgrade'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface Guest {
  readonly visitor: Visitor
  readonly token: string
  readonly participantId: ParticipantId
}

let world: World
let host: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  host = await world.member('Host')
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function enter({ slug }: { readonly slug: string }): Promise<Guest> {
  const visitor = world.guest()
  return { visitor, ...(await visitor.join(slug, { name: 'Ada' })) }
}

/** As the SFU renews a token by itself: valid for longer, and without an id. */
function renewed({ token }: Guest): string {
  const { jti: _, ...claims } = claimsOf(token)
  const exp = Math.floor(Date.now() / 1000) + 600
  return signToken({ ...claims, exp }, world.api.context.config.sfu.secrets.client)
}

async function connect(
  { visitor, token }: Guest,
  change: { readonly token?: string; readonly cookie?: string } = {},
): Promise<number> {
  const uri = `/rtc/v1?access_token=${change.token ?? token}&join_request=EgA=`
  const headers = { Origin: world.origin, Cookie: change.cookie ?? visitor.cookieHeader() }
  return (await upgrade(world.origin, uri, headers)).status
}

describe('A14: a join token opens one connection', () => {
  const again = async (guest: Guest, slug: string): Promise<Guest> => {
    const { token } = await guest.visitor.join(slug, { participantId: guest.participantId })
    return { ...guest, token }
  }

  test('the second one is refused, from the same browser as well; the SFU’s renewal of it brings a cut one back', async () => {
    const guest = await enter(await host.createMeeting())
    expect([await connect(guest), await connect(guest)]).toEqual([101, 403])
    expect(await connect(guest, { token: renewed(guest) })).toBe(101)
    expect(await connect(guest, { token: renewed(guest) })).toBe(101)
  })

  test('a newer one opens the same place anew, and makes older ones worthless that were never used', async () => {
    const meeting = await host.createMeeting()
    const first = await enter(meeting)
    const second = await again(first, meeting.slug)
    expect([await connect(second), await connect(first)]).toEqual([101, 403])
    expect(await connect(await again(first, meeting.slug))).toBe(101)
  })

  test('of two who bring it at the same moment one passes', async () => {
    const guest = await enter(await host.createMeeting())
    const answers = await Promise.all([connect(guest), connect(guest), connect(guest)])
    expect(answers.toSorted((one, other) => one - other)).toEqual([101, 403, 403])
  })

  test('whoever is refused with it, or only asks why, does not use it up', async () => {
    const guest = await enter(await host.createMeeting())
    expect(await connect(guest, { cookie: '' })).toBe(403)
    await (await guest.visitor.fetch(`/rtc/v1/validate?access_token=${guest.token}`)).text()
    expect(await connect(guest)).toBe(101)
  })
})
