import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants, loadavg, setPriority } from 'node:os'
import { muteParticipants } from '@parvis/contract/moderation'
import { connectBot } from '@parvis/testkit/bot'
import { startInstallation } from '../harness/installation.ts'
import type { Installation } from '../harness/installation.ts'
import { readPlaces } from '../harness/place.ts'
import type { CrowdOrder } from './quiet-crowd.ts'
import { print } from './report.ts'

const people = 100
// Join tokens are short-lived: so many are asked for at a time.
const atATime = 20

/**
 * Everybody's microphone is switched off by one request: the time until the answer, and until somebody in the room
 * sees all others muted. The others are bots in a process that gets only what the server leaves of the processor: they
 * stand for as many computers.
 */
export async function benchMuteAll(): Promise<void> {
  await using installation = await startInstallation({ environment: { MEETING_CAPACITY: '200' } })
  const host = await installation.administrator()
  const { slug } = await host.createMeeting()
  const { token } = await installation.visitor().join(slug, { name: 'Witness' })
  const witness = await connectBot(installation.livekit.url, token)
  const crowd = startCrowd()
  try {
    const others = await enterAll(installation, slug, crowd)
    await until(() => others.every((identity) => witness.sees(identity, 'microphone') === 'on'))
    await until(
      async () => (await readPlaces(installation, slug)).filter(({ present }) => present).length > people,
    )
    const begun = performance.now()
    const { body } = await host.call(muteParticipants, {
      params: { slug },
      body: { source: 'microphone', participantIds: 'all' },
    })
    const answered = performance.now() - begun
    await until(() => others.every((identity) => witness.sees(identity, 'microphone') === 'muted'))
    const silent = performance.now() - begun
    const { muted } = body as { muted: number }
    if (muted !== people) throw new Error(`${muted} of ${people} were muted`)
    const note = `${people} microphones, 1 request; load ${loadavg()[0]?.toFixed(1)}`
    print({ name: 'mute all → answer', value: answered, unit: 'ms', note })
    print({ name: 'mute all → all seen muted', value: silent, unit: 'ms', target: 1000 })
  } finally {
    crowd.kill('SIGKILL')
    await witness.leave()
  }
}

function startCrowd(): ChildProcess {
  const crowd = fork(new URL('./quiet-crowd.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  if (crowd.pid === undefined) throw new Error('the crowd did not start')
  // NOTE threads inherit it: its native ones are made later
  setPriority(crowd.pid, constants.priority.PRIORITY_LOW)
  return crowd
}

/** Returns under which identities they are in. */
async function enterAll(
  installation: Installation,
  slug: string,
  crowd: ChildProcess,
): Promise<readonly string[]> {
  const identities: string[] = []
  while (identities.length < people) {
    const places = await Promise.all(
      Array.from({ length: atATime }, (_, n) => installation.visitor().join(slug, { name: `Bot ${n}` })),
    )
    const order: CrowdOrder = { url: installation.livekit.url, tokens: places.map(({ token }) => token) }
    crowd.send(order)
    await once(crowd, 'message')
    identities.push(...places.map(({ participantId }) => participantId))
  }
  return identities
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}
