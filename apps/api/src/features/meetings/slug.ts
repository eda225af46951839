import { randomInt } from 'node:crypto'
import { meetingSlug } from '@parvis/contract/ids'
import type { MeetingSlug } from '@parvis/contract/ids'

/** A new address, `abc-defg-hij`: ten letters, each from the CSPRNG without bias, 47 bits (security.md, A3). */
export function createSlug(): MeetingSlug {
  const letters = Array.from({ length: 10 }, () => String.fromCharCode(97 + randomInt(26))).join('')
  return meetingSlug.parse(`${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`)
}
