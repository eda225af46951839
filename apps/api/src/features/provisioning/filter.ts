import type SCIMMY from 'scimmy'
import { holdsControls, refuse } from './scim-failure.ts'

/** One attribute that must equal a value: all that directories ask for when they look somebody up. */
export interface Equality<Attribute extends string> {
  readonly attribute: Attribute
  readonly value: string
}

/**
 * Reads `<attribute> eq "<value>"`; undefined without a filter.
 * @throws SCIM 400 `invalidFilter` for anything else: answering more or less than was asked would be worse.
 */
export function readEquality<Attribute extends string>(
  filter: SCIMMY.Types.Filter | undefined,
  attributes: readonly Attribute[],
): Equality<Attribute> | undefined {
  if (!filter) return undefined
  const [condition, ...others] = filter as readonly Record<string, unknown>[]
  const entries = Object.entries(condition ?? {})
  const [name, test] = entries[0] ?? []
  const attribute = attributes.find((one) => one.toLowerCase() === name?.toLowerCase())
  const [operator, value] = Array.isArray(test) ? (test as readonly unknown[]) : []
  if (
    !attribute ||
    others.length > 0 ||
    entries.length !== 1 ||
    operator !== 'eq' ||
    typeof value !== 'string' ||
    holdsControls(value)
  )
    throw refuse(400, 'invalidFilter', `Supported filters: ${attributes.join(', ')}, each with eq.`)
  return { attribute, value }
}

/** Rows that one answer holds at most. */
const pageSize = 100

/** Which part of a list was asked for. */
export interface Page {
  readonly offset: number
  readonly limit: number
}

/** Reads startIndex (from 1) and count of the request (RFC 7644, 3.4.2.4). */
export function readPage({ constraints }: SCIMMY.Types.Resource): Page {
  const { startIndex = 1, count = pageSize } = constraints ?? {}
  return { offset: startIndex - 1, limit: Math.min(count, pageSize) }
}

/** Tells the library which part of how many this is: it counts what it gets otherwise. */
export function tellPage(resource: SCIMMY.Types.Resource, { offset, limit }: Page, total: number): void {
  const told = { startIndex: offset + 1, count: limit, totalResults: total }
  resource.constraints = told
}
