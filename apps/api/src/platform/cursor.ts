import { Problem } from '@parvis/contract/problems'
import { safeParse } from 'zod/v4/core'
import type { $ZodType, output } from 'zod/v4/core'

/** Where a page of a list ends, as the `after` of the next one: the values that order the list, base64url of JSON. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor. @throws Problem `invalid-request` for one that we did not write. */
export function readCursor<Schema extends $ZodType>(
  schema: Schema,
  cursor: string | undefined,
): output<Schema> | undefined {
  if (cursor === undefined) return undefined
  const parsed = safeParse(schema, parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success)
    throw new Problem('invalid-request', { fields: [{ path: 'query.after', message: 'not a cursor' }] })
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No cursor of ours: it fits no schema.
    return undefined
  }
}
