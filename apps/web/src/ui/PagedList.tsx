import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useTranslate } from '../platform/i18n/language.ts'
import { toMessageKey } from '../platform/problem-text.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import styles from './PagedList.module.css'
import { useKeptFocus } from './use-kept-focus.ts'

interface PagedListProps<Item> {
  readonly label: string
  readonly list: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>>
  /** Said when there is nothing. */
  readonly empty: string
  /** One row of each. */
  readonly children: (item: Item) => ReactNode
}

/** A list that the server pages, with what may stand in its place: loading, nothing, a failure. */
export function PagedList<Item>({ label, list, empty, children }: PagedListProps<Item>) {
  const t = useTranslate()
  const element = useRef<HTMLUListElement>(null)
  useKeptFocus(element)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {list.isPending && <output className={styles.soft}>{t('page.loading')}</output>}
      {list.error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(list.error))}</p>
          <Button onClick={() => void list.refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {list.data && items.length === 0 && <output className={styles.soft}>{empty}</output>}
      {items.length > 0 && (
        <ul ref={element} className={styles.list} tabIndex={-1} aria-label={label}>
          {items.map(children)}
        </ul>
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('page.more')}
        </Button>
      )}
    </>
  )
}

interface RowListProps {
  readonly label: string
  readonly children: ReactNode
}

/** A list of rows that is whole: the server does not page it. */
export function RowList({ label, children }: RowListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  readonly title: string
  /** Where the title leads. */
  readonly href?: string
  readonly badges?: ReactNode
  /** Lines below the title. */
  readonly notes: readonly string[]
  /** What can be done with it. */
  readonly aside?: ReactNode
}

export function Row({ title, href, badges, notes, aside }: RowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.body}>
        <p className={styles.head}>
          <span className={styles.title}>{href ? <Link href={href}>{title}</Link> : title}</span>
          {badges}
        </p>
        {notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
      </div>
      {aside}
    </li>
  )
}
