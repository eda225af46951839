import { meetingSlug, participantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { everyRight } from '@parvis/contract/meetings'
import { expect, test } from 'vitest'
import { fr } from '../../locales/fr.ts'
import { createTranslate } from '../../platform/i18n/catalog.ts'
import { unknownMeeting } from './live-meeting.ts'
import { toLiveWords } from './live-words.ts'

const t = createTranslate(fr, 'fr')
const self = participantId.parse(`p_${'a'.repeat(24)}`)
const other = participantId.parse(`p_${'b'.repeat(24)}`)
const by = { name: 'Grace' }
const meeting = {
  slug: meetingSlug.parse('abc-defg-hij'),
  name: null,
  access: 'public' as const,
  rights: everyRight,
  locked: false,
  renaming: true,
  muting: 'hosts' as const,
}
const alan = { id: other, name: 'Alan', joinedAt: '2026-01-01T09:00:00Z', host: false, account: true }
const before = { ...unknownMeeting, meeting, present: [alan] }

test.for<readonly [LiveEvent, readonly string[]]>([
  [{ kind: 'muted', source: 'microphone', by }, ['Grace a coupé votre micro. Vous pouvez le réactiver.']],
  [
    { kind: 'muted', source: 'microphone', by: { name: 'Grace', guest: true } },
    ['Grace (invité·e) a coupé votre micro. Vous pouvez le réactiver.'],
  ],
  [{ kind: 'muted', source: 'screen', by }, ['Grace a arrêté votre partage d’écran.']],
  [
    {
      kind: 'rights-changed',
      rights: { ...everyRight, microphone: false, screen: false, screenAudio: false },
      by,
    },
    ['Grace a interdit votre micro.', 'Grace a interdit votre partage d’écran.'],
  ],
  [
    { kind: 'rights-changed', rights: { ...everyRight, camera: false }, by: null },
    ['Un·e organisateur·rice a interdit votre caméra.'],
  ],
  [
    { kind: 'rights-changed', rights: { ...everyRight, chat: false }, by },
    ['Grace vous interdit d’écrire dans la discussion.'],
  ],
  [
    { kind: 'rights-changed', rights: { ...everyRight, screenAudio: false }, by },
    ['Grace a interdit le son de votre partage d’écran.'],
  ],
  [{ kind: 'rights-changed', rights: everyRight, by }, []],
  [
    { kind: 'host-changed', participantId: self, host: true, by },
    ['Grace vous a nommé·e co-organisateur·rice.'],
  ],
  [
    { kind: 'host-changed', participantId: self, host: true },
    ['Aucun·e organisateur·rice n’est là\u00a0: vous prenez le relais.'],
  ],
  [{ kind: 'participant-joined', participant: alan }, []],
  [
    { kind: 'participant-joined', participant: { ...alan, administrator: true } },
    ['Alan est entré·e en tant qu’administrateur·rice.'],
  ],
  [
    { kind: 'participant-renamed', participantId: self, name: 'Ada L', by },
    ['Grace a changé votre nom. Vous vous appelez maintenant Ada L.'],
  ],
  [
    { kind: 'participant-renamed', participantId: self, name: 'Ada', by: null },
    ['Vous vous appelez maintenant Ada.'],
  ],
  [
    { kind: 'participant-renamed', participantId: other, name: 'Alan T', by },
    ['Alan s’appelle maintenant Alan T.'],
  ],
  [
    { kind: 'spotlight', participantId: self, by },
    ['Grace vous met en avant\u00a0: tout le monde vous voit en grand.'],
  ],
  [{ kind: 'spotlight', participantId: other, by }, ['Grace met Alan en avant.']],
  [{ kind: 'spotlight', participantId: null, by }, []],
  [{ kind: 'host-changed', participantId: other, host: true, by }, []],
  [{ kind: 'meeting-changed', meeting: { ...meeting, locked: true } }, ['La réunion est verrouillée.']],
  [{ kind: 'meeting-changed', meeting: { ...meeting, name: 'Conseil' } }, []],
])('what a host did is told with their name: %j', ([event, words]) => {
  expect(toLiveWords(event, { self, before }, t)).toEqual(words)
})
