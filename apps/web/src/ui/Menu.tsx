import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { HiddenText } from './HiddenText.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Menu.module.css'
import { TopLayer } from './TopLayer.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  /** Sets it apart as something that is hard to undo. */
  readonly danger?: boolean
  /** Shown by its icon alone, beside others that are small. */
  readonly small?: boolean
  readonly onChoose: () => void
}

interface MenuProps {
  /** Accessible name of the button and of the menu. */
  readonly label: string
  readonly icon: ReactNode
  readonly items: readonly MenuItem[]
  /** Shows the name under the icon where there is room. */
  readonly captioned?: boolean
  readonly 'aria-keyshortcuts'?: string
}

/**
 * A button with a menu in the browser's top layer, where no scrolling panel cuts it off. Arrows, Home and End move;
 * Escape closes and gives the focus back (WAI-ARIA Authoring Practices, menu button).
 */
export function Menu({ label, icon, items, ...rest }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)

  function choose(item: MenuItem): void {
    setOpen(false)
    button.current?.focus()
    item.onChoose()
  }

  return (
    <>
      <IconButton
        ref={button}
        label={label}
        icon={icon}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(true)}
        {...rest}
      />
      {open && (
        <TopLayer>
          <Items
            id={id}
            label={label}
            items={items}
            button={button}
            onChoose={choose}
            onClose={() => setOpen(false)}
          />
        </TopLayer>
      )}
    </>
  )
}

interface ItemsProps extends Pick<MenuProps, 'label' | 'items'> {
  readonly id: string
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onChoose: (item: MenuItem) => void
  readonly onClose: () => void
}

function Items({ id, label, items, button, onChoose, onClose }: ItemsProps) {
  const menu = useRef<HTMLDivElement>(null)

  // The top layer is the browser's, and so is the room around the button.
  useLayoutEffect(() => {
    if (!menu.current || !button.current) return undefined
    menu.current.showPopover()
    placeBeside(menu.current, button.current.getBoundingClientRect())
    itemsOf(menu.current)[0]?.focus()
    // A window of another size has the button elsewhere.
    const hide = () => menu.current?.hidePopover()
    addEventListener('resize', hide)
    return () => removeEventListener('resize', hide)
  }, [button])

  return (
    <div
      ref={menu}
      id={id}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      onKeyDown={handleKey}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={styles.item}
          data-danger={item.danger}
          data-small={item.small}
          title={item.small ? item.label : undefined}
          onClick={() => onChoose(item)}
        >
          {item.icon}
          {item.small ? <HiddenText>{item.label}</HiddenText> : item.label}
        </button>
      ))}
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
  const items = itemsOf(event.currentTarget)
  const place = items.findIndex((item) => item === document.activeElement)
  const step = steps[event.key]
  // Tab leaves a menu, and closes it behind itself.
  if (event.key === 'Tab') return event.currentTarget.hidePopover()
  if (event.key === 'Home') items[0]?.focus()
  else if (event.key === 'End') items.at(-1)?.focus()
  else if (step !== undefined) items.at((place + step) % items.length)?.focus()
  else return
  event.preventDefault()
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
}

const edge = 8

/** Under the button, or above it where there is more room; never beyond the window. */
function placeBeside(menu: HTMLElement, button: DOMRect): void {
  const below = innerHeight - button.bottom >= menu.offsetHeight + edge
  const top = below ? button.bottom + 4 : Math.max(edge, button.top - menu.offsetHeight - 4)
  const left = Math.min(Math.max(edge, button.right - menu.offsetWidth), innerWidth - menu.offsetWidth - edge)
  menu.style.top = `${top}px`
  menu.style.left = `${left}px`
}
