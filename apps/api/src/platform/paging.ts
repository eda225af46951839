import { findMeeting } from '@parvis/contract/meetings'
import type { PageQuery } from '@parvis/contract/paging'
import * as z from 'zod/mini'
import { readCursor, writeCursor } from './cursor.ts'

const cursor = z.tuple([z.string(), z.uuid()])

/** Where a page begins: after this key of the list's order, and among equal keys after this id. */
export type Cursor = z.output<typeof cursor>

/** A page to read: one row more than is shown tells whether there is another. */
export interface PageWanted {
  readonly after: Cursor | undefined
  readonly limit: number
  /** A pattern for LIKE on folded text, or undefined without a search. */
  readonly pattern: string | undefined
}

const usualLimit = 50

/** @throws Problem `invalid-request` when `after` is not a cursor of ours. */
export function toPageWanted({ search, after, limit }: PageQuery): PageWanted {
  return {
    after: readCursor(cursor, after),
    limit: limit ?? usualLimit,
    pattern: toPattern(search),
  }
}

/** Makes a page of the rows, of which there may be one more than `limit`. */
export function toPage<Row, Item>(
  rows: readonly (Row & { readonly key: string; readonly id: string })[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    next: last && rows.length > limit ? writeCursor([last.key, last.id]) : null,
  }
}

/**
 * A pattern for LIKE on folded text that finds it anywhere, or undefined without a search. Of a pasted link to a meeting
 * it is the word in its address; an apostrophe is any apostrophe.
 */
export function toPattern(search: string | undefined): string | undefined {
  if (!search) return undefined
  const sought = search.includes('/') ? (findMeeting(search) ?? search) : search
  return `%${sought.replace(/[\\%_]/g, String.raw`\$&`).replace(/['’]/g, '_')}%`
}
