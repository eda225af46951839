import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { applyTalk, silence } from './waiting-talk.ts'

const place = participantId.parse(`p_${'a'.repeat(24)}`)
const line = {
  id: '8a7f2f0e-8d7b-4b1e-9a52-3f6f6e3f1c11',
  place,
  from: 'host' as const,
  by: null,
  text: 'Bonjour',
}

test('a line that is told twice, as after a cut, is there once', () => {
  const once = applyTalk(silence, { kind: 'waiting-text', ...line })
  expect(once.lines).toEqual([line])
  expect(applyTalk(once, { kind: 'waiting-text', ...line })).toBe(once)
})

test('what hosts say to all is the newest, and lines stay', () => {
  const before = { ...silence, lines: [line] }
  expect(applyTalk(before, { kind: 'waiting-room', message: 'Cinq minutes', texts: true })).toEqual({
    message: 'Cinq minutes',
    allowed: true,
    lines: [line],
  })
})
