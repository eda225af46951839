import { loadavg } from 'node:os'
import { muteParticipants } from '@parvis/contract/moderation'
import { connectBot } from '@parvis/testkit/bot'
import type { Bot } from '@parvis/testkit/bot'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { readPlaces } from '../harness/place.ts'
import { print } from './report.ts'

const people = 100
const wide = 5

/**
 * Everybody's microphone is switched off by one request: the time until the answer, and until one of those in the
 * room sees all others muted. Bots that publish a microphone and subscribe to nothing.
 */
export async function benchMuteAll(): Promise<void> {
  await using installation = await startInstallation({ environment: { MEETING_CAPACITY: '200' } })
  const host = await installation.administrator()
  const { slug } = await host.createMeeting()
  const bots = await enterAll(installation, slug)
  const [witness, ...others] = bots
  if (!witness) throw new Error('nobody came')
  for (const bot of others) await bot.publish('microphone')
  await until(() => others.every(({ identity }) => witness.sees(identity, 'microphone') === 'on'))
  const begun = performance.now()
  const { body } = await host.call(muteParticipants, {
    params: { slug },
    body: { source: 'microphone', participantIds: 'all' },
  })
  const answered = performance.now() - begun
  await until(() => others.every(({ identity }) => witness.sees(identity, 'microphone') === 'muted'))
  const silent = performance.now() - begun
  const { muted } = body as { muted: number }
  if (muted < others.length) throw new Error(`${muted} of ${others.length} were muted`)
  const note = `${others.length} microphones, 1 request; load ${loadavg()[0]?.toFixed(1)}`
  print({ name: 'mute all → answer', value: answered, unit: 'ms', note })
  print({ name: 'mute all → all seen muted', value: silent, unit: 'ms', target: 1000 })
  await Promise.all(bots.map((bot) => bot.leave()))
}

async function enterAll(installation: Installation, slug: string): Promise<readonly Bot[]> {
  const bots: Bot[] = []
  let left = people
  const enter = async (): Promise<void> => {
    while (left-- > 0) {
      const { token } = await installation.visitor().join(slug, { name: `Bot ${left}` })
      bots.push(await connectBot(installation.livekit.url, token))
    }
  }
  await Promise.all(Array.from({ length: wide }, enter))
  await until(
    async () => (await readPlaces(installation, slug)).filter(({ present }) => present).length >= people,
  )
  return bots
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}
