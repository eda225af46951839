import { buildChanged } from '@parvis/embedded/build'
import { benchFlood } from './flood.ts'
import { benchAdministration } from './administration.ts'
import { benchFootprint } from './footprint.ts'
import { benchGlassToGlass } from './glass-to-glass.ts'
import { benchJoinApi, benchJoinMemory } from './join-api.ts'
import { benchJoinToFrame } from './join-to-frame.ts'
import { benchMuteAll } from './mute-all.ts'
import { benchPageWeight } from './page-weight.ts'
import { benchWaitingRoom } from './waiting-room.ts'
import { benchYear } from './year.ts'

/** `npm run bench [name]`: one benchmark, or all of them one after the other. */
const benchmarks = {
  pb2: benchJoinToFrame,
  pb3: benchPageWeight,
  pb4: benchJoinApi,
  pb4memory: benchJoinMemory,
  footprint: benchFootprint,
  pb5: benchWaitingRoom,
  pb10: benchGlassToGlass,
  flood: benchFlood,
  muteall: benchMuteAll,
  admin: benchAdministration,
  year: benchYear,
} as const

function isBenchmark(name: string): name is keyof typeof benchmarks {
  return Object.hasOwn(benchmarks, name)
}

async function main(wanted: readonly string[]): Promise<void> {
  const names = wanted.length > 0 ? wanted : Object.keys(benchmarks)
  const unknown = names.filter((name) => !isBenchmark(name))
  if (unknown.length > 0) {
    throw new Error(`No benchmark ${unknown.join(', ')}: there are ${Object.keys(benchmarks).join(', ')}.`)
  }
  await buildChanged()
  for (const name of names.filter(isBenchmark)) {
    console.log(`\n${name}`)
    await benchmarks[name]()
  }
}

main(process.argv.slice(2)).then(
  // NOTE native parts of the bots keep the process alive
  () => process.exit(),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
