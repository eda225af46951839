import { useId } from 'react'
import styles from './ScrolledTable.module.css'

interface ScrolledTableProps {
  readonly caption: string
  /** The first is that of the rows' heads. */
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly head: string
    readonly cells: readonly string[]
  }[]
}

// What scrolls takes the focus, though nothing in it can be chosen (WCAG 2.1.1, axe: scrollable-region-focusable).
const scrolledByArrows = { tabIndex: 0 }

/** A table of figures that scrolls by itself where the screen is narrow, by keyboard as well. */
export function ScrolledTable({ caption, heads, rows }: ScrolledTableProps) {
  const id = useId()
  return (
    <section className={styles.region} aria-labelledby={id} {...scrolledByArrows}>
      <table className={styles.table}>
        <caption id={id} className={styles.caption}>
          {caption}
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles.head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row" className={styles.rowHead}>
                {head}
              </th>
              {cells.map((cell, place) => (
                <td key={heads[place + 1]} className={styles.cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
