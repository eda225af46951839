import { Move } from 'lucide-react'
import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { cornerAt, cornerTowards, nextCorner } from './corners.ts'
import type { Corner, Point } from './corners.ts'
import styles from './MoveHandle.module.css'

export interface MoveHandleProps {
  readonly corner: Corner
  readonly onMove: (corner: Corner) => void
}

const movedTexts = {
  'top-left': 'tile.movedTopLeft',
  'top-right': 'tile.movedTopRight',
  'bottom-right': 'tile.movedBottomRight',
  'bottom-left': 'tile.movedBottomLeft',
} as const

/** Moves the tile in which it lies to another corner: by dragging, by a button, by the arrow keys on that button. */
export function MoveHandle({ corner, onMove }: MoveHandleProps) {
  const t = useTranslate()
  const { say } = useAnnouncer()
  const grip = useRef<HTMLDivElement>(null)
  const grabbedAt = useRef<Point>(undefined)

  function moveTo(next: Corner): void {
    onMove(next)
    say(t(movedTexts[next]))
  }

  function handleKey(event: KeyboardEvent): void {
    const next = cornerTowards(corner, event.key)
    if (!next) return
    event.preventDefault()
    moveTo(next)
  }

  function handleGrab(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId)
    grabbedAt.current = { x: event.clientX, y: event.clientY }
  }

  function handleDrag({ clientX, clientY }: PointerEvent): void {
    const from = grabbedAt.current
    if (from) place(grip.current, `${clientX - from.x}px ${clientY - from.y}px`)
  }

  function handleDrop(): void {
    const next = grabbedAt.current && findCorner(grip.current)
    handleCancel()
    if (next && next !== corner) moveTo(next)
  }

  function handleCancel(): void {
    grabbedAt.current = undefined
    place(grip.current, '')
  }

  return (
    <>
      <div
        ref={grip}
        className={styles.grip}
        onPointerDown={handleGrab}
        onPointerMove={handleDrag}
        onPointerUp={handleDrop}
        onPointerCancel={handleCancel}
      />
      <div className={styles.button}>
        <IconButton
          label={t('tile.move')}
          icon={<Move size={16} />}
          aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight"
          onClick={() => moveTo(nextCorner(corner))}
          onKeyDown={handleKey}
        />
      </div>
    </>
  )
}

/** While it is dragged the tile follows the pointer without being rendered again. */
function place(grip: HTMLElement | null, translation: string): void {
  const tile = grip?.closest('article')
  if (tile) tile.style.translate = translation
}

function findCorner(grip: HTMLElement | null): Corner | undefined {
  const tile = grip?.closest('article')
  const stage = tile?.offsetParent?.getBoundingClientRect()
  if (!tile || !stage) return undefined
  const { left, top, width, height } = tile.getBoundingClientRect()
  return cornerAt({ x: left + width / 2 - stage.left, y: top + height / 2 - stage.top }, stage)
}
