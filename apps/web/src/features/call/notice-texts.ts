import type { Translate } from '../../platform/i18n/catalog.ts'
import type { CallNotice } from '../../rtc/call.ts'

export interface Sentence {
  readonly text: string
  /** Shown as well, not only said: the tiles do not show it by themselves. */
  readonly visible: boolean
}

/** From this many people on, comings and goings are counted rather than named, and mutes are not told. */
export const largeRoom = 9

// The overlay appears after as long: who saw no cut need not hear that it is over.
export const overlayAfterMs = 3_000

/** Says several notices in as few sentences as the size of the room asks for. */
export function toSentences(happened: readonly CallNotice[], t: Translate, people: number): Sentence[] {
  const notices = happened.filter((notice) => notice.kind !== 'reconnected' || notice.cutMs >= overlayAfterMs)
  if (people < largeRoom) return notices.map((notice) => toSentence(notice, t))
  const told = notices.filter(({ kind }) => kind.startsWith('share') || kind === 'reconnected')
  return [
    ...(['joined', 'left'] as const).flatMap((kind) => countSome(notices, kind, t)),
    ...told.map((notice) => toSentence(notice, t)),
  ]
}

function countSome(notices: readonly CallNotice[], kind: 'joined' | 'left', t: Translate): Sentence[] {
  const some = notices.filter((notice) => notice.kind === kind)
  const [first] = some
  if (!first) return []
  if (some.length === 1) return [toSentence(first, t)]
  return [
    {
      text: t(kind === 'joined' ? 'notice.joinedMany' : 'notice.leftMany', { count: some.length }),
      visible: true,
    },
  ]
}

function toSentence(notice: CallNotice, t: Translate): Sentence {
  if (notice.kind === 'reconnected') return { text: t('notice.reconnected'), visible: true }
  const { kind, name } = notice
  const visible = kind !== 'muted' && kind !== 'unmuted'
  return { text: t(noticeKeys[kind], { name }), visible }
}

const noticeKeys = {
  joined: 'notice.joined',
  left: 'notice.left',
  muted: 'notice.muted',
  unmuted: 'notice.unmuted',
  'share-started': 'notice.shareStarted',
  'share-stopped': 'notice.shareStopped',
} as const satisfies Record<Exclude<CallNotice['kind'], 'reconnected'>, string>
