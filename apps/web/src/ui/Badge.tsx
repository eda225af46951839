import styles from './Badge.module.css'

/** A word beside a name, drawn so that no name can imitate it. */
export function Badge({
  strong = false,
  children,
}: {
  readonly strong?: boolean
  readonly children: string
}) {
  return (
    <span className={styles.badge} data-strong={strong}>
      {children}
    </span>
  )
}
