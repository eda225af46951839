import type { Admitted } from '@parvis/contract/admission'
import { connectBot } from './bot.ts'
import type { Bot } from './bot.ts'
import { eventually } from './eventually.ts'
import { claimsOf, signToken } from './forged-token.ts'
import { upgrade } from './upgrade.ts'
import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

/** Somebody in a meeting: a browser for the API and a bot at the SFU. */
export interface Person extends Admitted {
  readonly slug: string
  readonly visitor: Visitor
  readonly bot: Bot
}

/** People of one world, whose bots all leave in the end. */
export interface Cast extends AsyncDisposable {
  /** Enters as this visitor, or as a guest, and waits until the SFU and the database agree that they are there. */
  enter(slug: string, visitor?: Visitor, name?: string): Promise<Person>
  /** Connects straight to the SFU, past the gate. */
  connect(token: string): Promise<Bot>
  /** What the gate answers to this person's browser with this token: 101 or 403. */
  gate(person: Person, token: string): Promise<number>
  /** The token as the SFU renews it by itself: valid for ten minutes, signed with another of our pairs. */
  renewed(person: Person): string
}

export function createCast(world: World): Cast {
  const bots: Bot[] = []
  const { pool } = world.api.context.database
  async function connect(token: string): Promise<Bot> {
    const bot = await connectBot(world.livekit?.url ?? '', token)
    bots.push(bot)
    return bot
  }
  return {
    connect,
    async enter(slug, visitor = world.guest(), name = 'Ada') {
      const admission = await visitor.join(slug, { name })
      const bot = await connect(admission.token)
      await eventually(async () => {
        const { rows } = await pool.query(
          `SELECT 1 FROM "Attendance" WHERE id = $1 AND "joinedAt" IS NOT NULL`,
          [admission.participantId],
        )
        if (rows.length === 0) throw new Error(`${name} is not there yet`)
      })
      return { ...admission, slug, visitor, bot }
    },
    async gate({ visitor }, token) {
      const uri = `/rtc/v1?access_token=${token}&join_request=EgA=`
      const headers = { Origin: world.origin, Cookie: visitor.cookieHeader() }
      return (await upgrade(world.origin, uri, headers)).status
    },
    renewed({ token }) {
      const exp = Math.floor(Date.now() / 1000) + 600
      const { server } = world.api.context.config.sfu.secrets
      return signToken({ ...claimsOf(token), iss: 'server', exp }, server)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(bots.map((bot) => bot.leave()))
    },
  }
}
