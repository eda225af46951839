import * as z from 'zod/mini'
import { defineRoute } from './route.ts'

/**
 * How long each kind of data is kept, in days: what is usual, and what may be set. The CNIL asks of a log 6 to 12
 * months, of figures 25 months at most (security.md, C16, C17).
 */
export const retentionRules = {
  /** Names and browsers in the places of a sitting, from its end. */
  names: { usual: 30, least: 1, most: 365 },
  /** Who was there, from when to when, without name: what statistics are made of. From the end of the sitting. */
  attendances: { usual: 395, least: 30, most: 760 },
  /** What was written in the chat of a sitting, from its end: nobody can read it there any more. */
  chat: { usual: 7, least: 1, most: 365 },
  /** Ended sessions. */
  sessions: { usual: 30, least: 1, most: 90 },
  /** Links sent by mail or printed that expired or were used. */
  links: { usual: 30, least: 1, most: 90 },
  /** Who may not come back into a meeting. */
  bans: { usual: 395, least: 30, most: 395 },
  audit: { usual: 365, least: 184, most: 366 },
  /** Meetings that nobody has used, once their owners were told by mail. From the last use, else from their making. */
  meetings: { usual: 395, least: 60, most: 1095 },
} as const satisfies Readonly<Record<string, { usual: number; least: number; most: number }>>

export type RetentionKind = keyof typeof retentionRules

function days<Wrapped>(wrap: (least: number, most: number) => Wrapped): Record<RetentionKind, Wrapped> {
  const entries = Object.entries(retentionRules).map(([kind, { least, most }]) => [kind, wrap(least, most)])
  return Object.fromEntries(entries) as Record<RetentionKind, Wrapped> // the same keys
}

const whole = (least: number, most: number) => z.number().check(z.int(), z.minimum(least), z.maximum(most))

/** Days by kind of data. */
export const retention = z.object(days(() => z.number()))
export type Retention = z.output<typeof retention>

export const getRetention = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/retention',
  tag: 'retention',
  summary: 'How long each kind of data is kept, in days. For administrators of the installation.',
  access: 'administrator',
  status: 200,
  reply: retention,
  problems: [],
})

export const updateRetention = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/retention',
  tag: 'retention',
  summary:
    'Change how long kinds of data are kept. What is older goes with the next purge, within an hour. For administrators of the installation.',
  access: 'administrator',
  body: z.strictObject(days((least, most) => z.optional(whole(least, most)))),
  status: 200,
  reply: retention,
  problems: [],
})
