import { meetingId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { createReaders } from './live-readers.ts'
import type { NumberedEvent } from './live.ts'

const meeting = meetingId.parse('8a7f2f0e-8d7b-4b1e-9a52-3f6f6e3f1c11')
const pageSize = 3

/** A meeting whose events are numbers, read page by page, one turn of the event loop later. */
function createMeeting(kept = { from: 1, to: 0 }) {
  const readings: number[] = []
  let failing = false
  const failures: unknown[] = []
  const readers = createReaders(
    async (_id, after) => {
      readings.push(Number(after))
      await Promise.resolve()
      if (failing) throw new Error('no database')
      const first = Number(after) + 1
      if (first < kept.from && first <= kept.to) return { events: 'gap', more: false }
      const last = Math.min(kept.to, Number(after) + pageSize)
      const events = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
        numbered(first + index),
      )
      return { events, more: events.length === pageSize }
    },
    (error) => failures.push(error),
  )
  function follow(after: number) {
    const told: (number | 'gap')[] = []
    const undo = readers.follow(meeting, BigInt(after), (news) => {
      if (news === 'gap') told.push('gap')
      else told.push(...news.map(({ sequence }) => Number(sequence)))
    })
    return { told, undo }
  }
  return {
    readings,
    failures,
    follow,
    readers,
    append: (count: number) => {
      kept.to += count
      readers.read(meeting)
    },
    fail: (now: boolean) => void (failing = now),
  }
}

function numbered(sequence: number): NumberedEvent {
  return { sequence: BigInt(sequence), to: 'everybody', event: { kind: 'admitted' } }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index)

test('five hundred who follow one meeting cost one reading for each piece of news', async () => {
  const { readings, follow, append } = createMeeting()
  const followers = upTo(500).map(() => follow(0))
  await settled()
  readings.length = 0
  append(1)
  await settled()
  append(1)
  await settled()
  expect(readings).toEqual([0, 1])
  expect(followers.map(({ told }) => told)).toEqual(followers.map(() => [1, 2]))
})

test('who begins at another number catches up alone, and then shares the reading of the others', async () => {
  const { readings, follow, append } = createMeeting({ from: 1, to: 8 })
  const others = follow(8)
  const late = follow(1)
  await settled()
  expect(late.told).toEqual(upTo(8, 2))
  expect(others.told).toEqual([])
  readings.length = 0
  append(1)
  await settled()
  expect(readings).toEqual([8])
  expect([others.told, late.told]).toEqual([[9], upTo(9, 2)])
})

test('whatever happens while somebody catches up, each is told every number once, in order', async () => {
  const { follow, append } = createMeeting({ from: 1, to: 20 })
  const followers = [0, 5, 20, 11, 19].map((after) => ({ after, ...follow(after) }))
  for (let count = 0; count < 30; count += 1) {
    append(1)
    if (count % 3 === 0) await Promise.resolve()
    if (count % 7 === 0) followers.push({ after: 20 + count, ...follow(20 + count) })
  }
  await settled()
  for (const { after, told } of followers) expect(told).toEqual(upTo(50, after + 1))
})

test('who missed what is no longer kept is told so and nothing more; the others go on', async () => {
  const { follow, append } = createMeeting({ from: 10, to: 12 })
  const gone = follow(3)
  const here = follow(12)
  await settled()
  append(1)
  await settled()
  expect([gone.told, here.told]).toEqual([['gap'], [13]])
})

test('a reading that fails is made up for, and only where it failed', async () => {
  const { readings, failures, follow, append, fail, readers } = createMeeting()
  const { told } = follow(0)
  await settled()
  fail(true)
  append(2)
  await settled()
  fail(false)
  expect([told, failures.length]).toEqual([[], 1])
  readers.readAll('failedOnly')
  await settled()
  expect(told).toEqual([1, 2])
  readings.length = 0
  readers.readAll('failedOnly')
  expect(readings).toEqual([])
})

test('who stopped following hears nothing, whomever they shared a reading with; nobody is read for in the end', async () => {
  const { readings, follow, append } = createMeeting({ from: 1, to: 4 })
  const [one, other] = [follow(0), follow(4)]
  await settled()
  one.undo()
  append(1)
  await settled()
  expect([one.told, other.told]).toEqual([upTo(4), [5]])
  other.undo()
  readings.length = 0
  append(1)
  await settled()
  expect(readings).toEqual([])
})
