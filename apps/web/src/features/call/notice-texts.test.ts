import { participantId } from '@parvis/contract/ids'
import { expect, test } from 'vitest'
import { fr } from '../../locales/fr.ts'
import { createTranslate } from '../../platform/i18n/catalog.ts'
import type { CallNotice } from '../../rtc/call.ts'
import { largeRoom, toSentences } from './notice-texts.ts'

const t = createTranslate(fr, 'fr')
const id = participantId.parse(`p_${'a'.repeat(24)}`)

function notice(kind: Exclude<CallNotice['kind'], 'reconnected'>, name: string): CallNotice {
  return { kind, name, participantId: id }
}

test('in a small room everything is told by name; mutes are said, for the tiles show them', () => {
  const notices = [notice('joined', 'Ada'), notice('muted', 'Ada'), notice('share-started', 'Ada')]
  expect(toSentences(notices, t, largeRoom - 1)).toEqual([
    { text: 'Ada a rejoint la réunion.', visible: true },
    { text: 'Micro coupé\u00a0: Ada.', visible: false },
    { text: 'Ada partage son écran.', visible: true },
  ])
})

test('in a large room comings and goings are counted, and mutes are not told', () => {
  const notices = [
    notice('joined', 'Ada'),
    notice('muted', 'Grace'),
    notice('joined', 'Alan'),
    notice('joined', 'Edsger'),
    notice('left', 'Grace'),
  ]
  expect(toSentences(notices, t, largeRoom)).toEqual([
    { text: '3 personnes ont rejoint la réunion.', visible: true },
    { text: 'Grace a quitté la réunion.', visible: true },
  ])
})

test('who shares a screen is named in a room of any size', () => {
  expect(toSentences([notice('share-started', 'Ada')], t, 200)).toEqual([
    { text: 'Ada partage son écran.', visible: true },
  ])
})

test('a connection that is back is told to who saw the cut, and to nobody else', () => {
  expect(toSentences([{ kind: 'reconnected', cutMs: 2_000 }], t, 2)).toEqual([])
  expect(toSentences([{ kind: 'reconnected', cutMs: 4_000 }], t, 2)).toEqual([
    { text: 'La connexion est rétablie.', visible: true },
  ])
})
