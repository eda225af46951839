import * as z from 'zod/mini'
import type { $ZodType } from 'zod/v4/core'
import { normaliseLine } from './text.ts'

const searchLength = 100
// Before what is no character of a name is left out.
const mostTyped = 400

/** The query of a list that the server pages. `after` is the `next` of the page before; `limit` is 50 without it. */
export const pageQuery = z.object({
  search: z.optional(
    z
      .string()
      .check(z.maxLength(mostTyped, { abort: true }), z.overwrite(normaliseLine), z.maxLength(searchLength)),
  ),
  after: z.optional(z.string().check(z.minLength(1), z.maxLength(400), z.regex(/^[\w-]+$/))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})
export type PageQuery = z.output<typeof pageQuery>

/** One page of a list; `next` is null at the end. */
export function pageOf<const Item extends $ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) })
}
