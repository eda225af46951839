import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { ReadableStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { handQueue } from '../hands/index.ts'
import type { LiveMeeting } from '../live/index.ts'
import { ReactionLayer } from '../reactions/index.ts'
import type { ShownReaction } from '../reactions/index.ts'
import { AloneCard } from './AloneCard.tsx'
import type { Corner } from './corners.ts'
import { layOut } from './layout.ts'
import type { Area, Placement } from './layout.ts'
import { ParticipantTile } from './ParticipantTile.tsx'
import { ShareStage } from './ShareStage.tsx'
import styles from './Stage.module.css'

interface StageProps {
  readonly call: Call
  readonly slug: MeetingSlug
  readonly live: Pick<LiveMeeting, 'present' | 'spotlight'>
  readonly reactions: ReadableStore<readonly ShownReaction[]>
}

/** Everybody's tiles, and the shared screen when there is one. */
export function Stage({ call, slug, live: { present, spotlight }, reactions }: StageProps) {
  const { area, measure } = useArea()
  const [wantedPage, setPage] = useState(0)
  const ids = useStore(call.participants)
  const sharers = useStore(call.sharers)
  const activeSpeaker = useStore(call.activeSpeaker)
  const self = ids[0]
  const queue = handQueue(present)
  // One's own screen is not shown to oneself: it would show itself without end.
  const others = sharers.filter((id) => id !== self)
  const [corner, setCorner] = useState<Corner>('bottom-right')
  const [chosen, setChosen] = useState<ParticipantId>()
  const [unpinned, setUnpinned] = useState<ParticipantId>()
  const sharer = others.find((id) => id === chosen) ?? others[0]
  const pinned = sharer !== unpinned
  const request = { ids, sharing: sharer !== undefined, pinned, corner, activeSpeaker, page: wantedPage }
  const layout = area && layOut({ ...request, spotlight: spotlight ?? undefined, area })

  return (
    <div className={styles.stage}>
      <div ref={measure} className={styles.tiles} data-layout={layout?.kind}>
        {layout?.kind === 'alone' && <AloneCard slug={slug} />}
        {layout?.stage && sharer !== undefined && (
          <ShareStage
            call={call}
            sharers={others}
            shown={sharer}
            onChoose={setChosen}
            box={layout.stage}
            pin={{ on: pinned, toggle: () => setUnpinned(pinned ? sharer : undefined) }}
          />
        )}
        {inOrder(layout?.tiles ?? [], ids).map(({ id, ...box }) => (
          <ParticipantTile
            key={id}
            call={call}
            id={id}
            box={box}
            standing={present.find((one) => one.id === id)}
            spotlit={id === spotlight}
            handPlace={queue.indexOf(id) + 1}
            move={layout?.kind === 'duo' && id === self ? { corner, onMove: setCorner } : undefined}
          />
        ))}
        <ReactionLayer shown={reactions} tiles={layout?.tiles ?? []} />
      </div>
      {layout && layout.pages > 1 && <Pager page={layout.page} pages={layout.pages} onPage={setPage} />}
    </div>
  )
}

/** As people came, whatever the layout: who reads by ear has one order, and no video is moved in the document. */
function inOrder(tiles: readonly Placement[], ids: readonly ParticipantId[]): Placement[] {
  return tiles.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

function useArea() {
  const [area, setArea] = useState<Area>()
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      if (width > 0 && height > 0) setArea({ width, height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { area, measure }
}

interface PagerProps {
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
}

function Pager({ page, pages, onPage }: PagerProps) {
  const t = useTranslate()
  return (
    <nav className={styles.pager} aria-label={t('pages.name')}>
      <IconButton
        label={t('pages.previous')}
        icon={<ChevronLeft size={20} />}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <p aria-live="polite">{t('pages.now', { page: page + 1, pages })}</p>
      <IconButton
        label={t('pages.next')}
        icon={<ChevronRight size={20} />}
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  )
}
