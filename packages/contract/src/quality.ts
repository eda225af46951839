import * as z from 'zod/mini'
import { meetingSlug, participantId } from './ids.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'

/**
 * How somebody is connected to the SFU. `poor`: sound or picture suffer, or may at any moment. `lost`: nothing passes,
 * or they were cut off a short while ago and are not back.
 */
export const linkQuality = z.enum(['good', 'poor', 'lost'])
export type LinkQuality = z.output<typeof linkQuality>

const milliseconds = z.int().check(z.minimum(0), z.maximum(60_000))
/** Of all packets, 0 to 1. */
const share = z.number().check(z.minimum(0), z.maximum(1))
const pixels = z.int().check(z.minimum(0), z.maximum(16_384))
const picture = z.strictObject({
  width: pixels,
  height: pixels,
  framesPerSecond: z.int().check(z.minimum(0), z.maximum(240)),
})
export type Picture = z.output<typeof picture>

/** How media travel; `turn-…`: through a relay, and the way to it. */
const transport = z.enum(['udp', 'tcp', 'turn-udp', 'turn-tcp', 'turn-tls'])

/** Where a quality comes from, over the last seconds, as the browser measured it (W3C webrtc-stats). What it does not know is missing. */
export const linkFigures = z.strictObject({
  roundTripMs: z.optional(milliseconds),
  /** Of the sound that comes in. */
  jitterMs: z.optional(milliseconds),
  lossUp: z.optional(share),
  lossDown: z.optional(share),
  /** The largest picture that goes out, and that comes in. */
  sent: z.optional(picture),
  received: z.optional(picture),
  /** Why the browser sends a smaller picture than the camera gives. */
  limitedBy: z.optional(z.enum(['cpu', 'bandwidth'])),
  transport: z.optional(transport),
})
export type LinkFigures = z.output<typeof linkFigures>

/** A page in a call tells this often when nothing changes; twice without a word, and its quality is not known any more. */
export const linkReportEverySeconds = 60

/** What the page of somebody in a call measured. It is shown and decides nothing, for whoever sends it may lie. */
const linkReport = z.strictObject({ quality: linkQuality, figures: linkFigures })
export type LinkReport = z.output<typeof linkReport>

export const reportQuality = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/participants/:participantId/quality',
  tag: 'quality',
  summary:
    'Tell how well a place of this browser is connected, for those who administer: shown while the sitting lasts, forgotten within two hours.',
  access: 'anyone',
  params: z.object({ slug: meetingSlug, participantId }),
  body: linkReport,
  status: 204,
  problems: ['forbidden'],
})

/** Somebody in a sitting, without who it is: administering is not taking part. */
export const measuredPerson = z.object({
  /** 1 for whoever came first; theirs for the whole sitting. */
  number: z.int(),
  arrivedAt: z.iso.datetime(),
  /** Has an account. */
  account: z.boolean(),
  /** Null when nothing was told, or not for a while. */
  quality: z.nullable(linkQuality),
  /** Since when the quality is what it is. */
  since: z.nullable(z.iso.datetime()),
  /** When their page last told it. */
  toldAt: z.nullable(z.iso.datetime()),
  figures: z.nullable(linkFigures),
  /** Family of the browser, and of its system: `Firefox`, `Linux`. */
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
})
export type MeasuredPerson = z.output<typeof measuredPerson>

export const listQuality = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/meetings/:slug/quality',
  tag: 'administration',
  summary:
    'How well those in the sitting of a meeting are connected now, the worst first; nobody is named. Empty when nobody is there.',
  access: 'administrator',
  scope: 'meetings:read',
  params: z.object({ slug: meetingSlug }),
  query: z.omit(pageQuery, { search: true }),
  status: 200,
  reply: pageOf(measuredPerson),
  problems: ['meeting-not-found'],
})
