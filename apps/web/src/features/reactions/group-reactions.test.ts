import { participantId } from '@parvis/contract/ids'
import type { ReactionName } from '@parvis/contract/reactions'
import { expect, test } from 'vitest'
import { groupReactions, mostSingle } from './group-reactions.ts'

function idOf(number: number) {
  return participantId.parse(`p_${String(number).padStart(24, '0')}`)
}

function shownBy(person: number, reaction: ReactionName, count = 1) {
  return { key: person, participantId: idOf(person), reaction, count }
}

test('who is to be seen reacts at their own tile, all others are counted', () => {
  const shown = [shownBy(1, 'clap'), shownBy(2, 'heart'), shownBy(3, 'clap', 2), shownBy(4, 'clap')]
  expect(groupReactions(shown, new Set([idOf(1)]))).toEqual({
    single: [shown[0]],
    counted: [
      { reaction: 'clap', count: 3 },
      { reaction: 'heart', count: 1 },
    ],
  })
})

test('when a whole room reacts, everybody is counted, at a tile or not', () => {
  const shown = Array.from({ length: mostSingle + 1 }, (_, person) => shownBy(person, 'clap'))
  expect(groupReactions(shown, new Set([idOf(1)]))).toEqual({
    single: [],
    counted: [{ reaction: 'clap', count: mostSingle + 1 }],
  })
})
