import * as z from 'zod/mini'
import { meetingSlug } from './ids.ts'
import { defineRoute } from './route.ts'

/** First words of the paths of page and server, and some that are kept for later: no meeting is found under them. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'admin api assets compte healthz internal metrics mot-de-passe planifier readyz reunions rtc scim setup sign-in ' +
    'accessibilite accessibility account aide connexion contact docs enregistrements health help legal login logout ' +
    'meetings mentions-legales settings sign-out static status support well-known'
  ).split(' '),
)

// A code with all, some or none of its dashes: such an address could be meant as a code.
const likeCode = /^[a-z]{3}-?[a-z]{4}-?[a-z]{3}$/

/** Whether no meeting may have this address: it belongs to the site, or could be taken for a code. */
export function isReserved(address: string): boolean {
  return reservedWords.has(address) || likeCode.test(address)
}

const shape = [z.minLength(3), z.maxLength(64), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)] as const

/** The word that people chose for a meeting's address, `cabinet-du-prefet`. Whoever knows it knows the meeting. */
export const meetingAddress = z
  .string()
  .check(...shape)
  .brand<'MeetingAddress'>()
export type MeetingAddress = z.output<typeof meetingAddress>

/** An address as somebody types it, `Cabinet du préfet`, put into the form of one. */
export const typedAddress = z
  .string()
  .check(z.maxLength(200, { abort: true }), z.overwrite(foldAddress), ...shape)
  .brand<'MeetingAddress'>()

/** Small letters without accents, and a dash for each gap or apostrophe. Signs that have no such form stay. */
export function foldAddress(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/[\s_'’\u2010-\u2015-]+/gu, '-')
    .replace(/^-|-$/g, '')
}

const params = z.object({ slug: meetingSlug })

export const chooseAddress = defineRoute({
  method: 'POST',
  path: '/api/v1/meetings/:slug/address',
  tag: 'meetings',
  summary:
    'Choose the address of a meeting, beside its code, which goes on working. For its owners, where the organisation allows it.',
  access: 'user',
  params,
  body: z.strictObject({ address: typedAddress }),
  status: 200,
  reply: z.object({ address: meetingAddress }),
  problems: ['meeting-not-found', 'forbidden', 'addresses-not-allowed', 'address-reserved', 'address-taken'],
})

export const removeAddress = defineRoute({
  method: 'DELETE',
  path: '/api/v1/meetings/:slug/address',
  tag: 'meetings',
  summary: 'Give up the chosen address of a meeting: it leads nowhere from now on. For its owners.',
  access: 'user',
  params,
  status: 204,
  problems: ['meeting-not-found', 'forbidden'],
})
