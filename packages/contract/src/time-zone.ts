import * as z from 'zod/mini'

const error = 'no such time zone'

/** An IANA time zone that this engine knows. */
export const timeZone = z
  .string()
  .check(
    z.maxLength(64, { abort: true }),
    z.regex(/^[A-Z][\w+-]*(\/[\w+-]+)*$/, { abort: true, error }),
    z.refine(isTimeZone, { error }),
  )

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // RangeError is how the engine says that it knows no such zone.
    return false
  }
}
