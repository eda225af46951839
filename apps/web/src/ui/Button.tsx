import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'

type Tone = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style'> {
  readonly tone?: Tone
  readonly icon?: ReactNode
  readonly large?: boolean
  readonly busy?: boolean
}

export function Button({ tone = 'plain', icon, large, busy, disabled, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={styles.button}
      data-tone={tone}
      data-large={large}
      disabled={disabled || busy}
      aria-busy={busy}
    >
      {icon}
      {children}
    </button>
  )
}

interface ButtonLinkProps {
  readonly href: string
  readonly tone?: Tone
  readonly large?: boolean
  /** Leaves the page: the address is of the server, not of a screen of ours. */
  readonly elsewhere?: boolean
  readonly onClick?: () => void
  readonly children: ReactNode
}

/** A link that looks like a button: it goes somewhere, and may be opened in another tab. */
export function ButtonLink({ tone = 'plain', large, elsewhere, children, ...rest }: ButtonLinkProps) {
  const shown = { ...rest, className: styles.button, 'data-tone': tone, 'data-large': large }
  return elsewhere ? <a {...shown}>{children}</a> : <Link {...shown}>{children}</Link>
}

interface DownloadLinkProps {
  readonly href: string
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A link that looks like a button: the browser saves what is there. */
export function DownloadLink({ href, icon, children }: DownloadLinkProps) {
  return (
    <a href={href} download className={styles.button} data-tone="plain">
      {icon}
      {children}
    </a>
  )
}
