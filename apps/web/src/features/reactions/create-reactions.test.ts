import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { createReactions } from './create-reactions.ts'

const ada = participantId.parse(`p_${'a'.repeat(24)}`)
const bob = participantId.parse(`p_${'b'.repeat(24)}`)

function createClock() {
  let due: readonly (() => void)[] = []
  return {
    now: () => 0,
    after(_: number, callback: () => void) {
      due = [...due, callback]
      return () => void (due = due.filter((other) => other !== callback))
    },
    ring() {
      const now = due
      due = []
      for (const callback of now) callback()
    },
  }
}

test('a reaction goes after a while; shown again meanwhile, it is one that counts', () => {
  const clock = createClock()
  const reactions = createReactions(clock)
  const seen = () =>
    reactions.shown.get().map(({ participantId: id, reaction, count }) => [id, reaction, count])
  reactions.hear(ada, 'clap')
  reactions.hear(bob, 'clap')
  reactions.hear(ada, 'heart')
  reactions.hear(ada, 'clap')
  expect(seen()).toEqual([
    [bob, 'clap', 1],
    [ada, 'heart', 1],
    [ada, 'clap', 2],
  ])
  clock.ring()
  expect(seen()).toEqual([])
})

test('after the call nothing changes any more', () => {
  const clock = createClock()
  const reactions = createReactions(clock)
  reactions.hear(ada, 'clap')
  reactions.stop()
  clock.ring()
  expect(reactions.shown.get()).toHaveLength(1)
})
