import { useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { HiddenText } from './HiddenText.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Menu.module.css'

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
  const menu = useRef<HTMLDivElement>(null)

  function open(): void {
    if (!menu.current || !button.current) return
    menu.current.showPopover()
    placeBeside(menu.current, button.current.getBoundingClientRect())
    // A window of another size has the button elsewhere.
    addEventListener('resize', () => menu.current?.hidePopover(), { once: true })
    itemsOf(menu.current)[0]?.focus()
  }

  function choose(item: MenuItem): void {
    menu.current?.hidePopover()
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
        aria-controls={id}
        onClick={open}
        {...rest}
      />
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        onKeyDown={handleKey}
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
            onClick={() => choose(item)}
          >
            {item.icon}
            {item.small ? <HiddenText>{item.label}</HiddenText> : item.label}
          </button>
        ))}
      </div>
    </>
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
