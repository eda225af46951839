import type { By } from '@parvis/contract/live'
import { DoorOpen, Unplug } from 'lucide-react'
import type { MessageKey } from '../../platform/i18n/catalog.ts'
import { nameOf } from '../../platform/name-of.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import type { Ending } from './visit.ts'

interface Words {
  readonly title: MessageKey
  readonly text: MessageKey
  /** The way back in, where there is one. */
  readonly again: MessageKey | undefined
}

const endings: Readonly<Record<Ending, Words>> = {
  left: { title: 'end.left', text: 'end.leftText', again: 'end.rejoin' },
  removed: { title: 'end.removed', text: 'end.removedText', again: undefined },
  replaced: { title: 'end.replaced', text: 'end.replacedText', again: 'end.takeBack' },
  ended: { title: 'end.ended', text: 'end.endedText', again: undefined },
  'meeting-full': { title: 'end.full', text: 'problem.meetingFull', again: 'page.retry' },
  banned: { title: 'end.banned', text: 'end.bannedText', again: undefined },
  'entry-refused': { title: 'end.refusedEntry', text: 'end.refusedEntryText', again: 'end.askAgain' },
  refused: { title: 'end.refused', text: 'end.refusedText', again: 'end.rejoin' },
  'sfu-unreachable': { title: 'end.unreachable', text: 'end.unreachableText', again: 'page.retry' },
  'unsupported-browser': { title: 'end.unsupported', text: 'end.unsupportedText', again: undefined },
}

/** The same with the name of who did it. */
const named: Partial<Record<Ending, 'end.removedBy' | 'end.bannedBy' | 'end.endedBy'>> = {
  removed: 'end.removedBy',
  banned: 'end.bannedBy',
  ended: 'end.endedBy',
}

interface EndPageProps {
  readonly ending: Ending
  /** The name of who removed the person or ended the meeting, when it is known. */
  readonly by: By | undefined
  readonly onReturn: () => void
}

/** After the call: what happened, the way back in, the way home. */
export function EndPage({ ending, by, onReturn }: EndPageProps) {
  const t = useTranslate()
  const { title, text, again } = endings[ending]
  const doneBy = by === undefined ? undefined : named[ending]
  const Icon = ending === 'left' || ending === 'ended' ? DoorOpen : Unplug
  useTitle(t(title))
  return (
    <Page centred>
      <Statement
        icon={<Icon size={32} aria-hidden="true" />}
        title={t(title)}
        text={doneBy && by !== undefined ? t(doneBy, { name: nameOf(by, t) }) : t(text)}
      >
        {again && (
          <Button tone="primary" onClick={onReturn}>
            {t(again)}
          </Button>
        )}
        <ButtonLink href="/" tone={again ? 'plain' : 'primary'}>
          {t('page.home')}
        </ButtonLink>
      </Statement>
    </Page>
  )
}
