import type { ComponentProps, ReactNode } from 'react'
import styles from './IconButton.module.css'

interface IconButtonProps extends Omit<
  ComponentProps<'button'>,
  'className' | 'style' | 'aria-label' | 'aria-pressed' | 'children'
> {
  /** The accessible name, the same in every state. */
  readonly label: string
  readonly icon: ReactNode
  /** Makes it a toggle. */
  readonly pressed?: boolean
  readonly tone?: 'plain' | 'danger' | 'off'
  /** Shows the name under the icon where there is room. */
  readonly captioned?: boolean
}

export function IconButton({ label, icon, pressed, tone = 'plain', captioned, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      className={styles.button}
      data-tone={tone}
      aria-label={label}
      aria-pressed={pressed}
    >
      <span className={styles.icon}>{icon}</span>
      {captioned && (
        <span className={styles.caption} aria-hidden="true">
          {label}
        </span>
      )}
    </button>
  )
}
