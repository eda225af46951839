import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { participantId } from '@parvis/contract/ids'
import { getMeeting } from '@parvis/contract/meetings'
import { displayName } from '@parvis/contract/text'
import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { call } from '../../platform/api.ts'
import { remember } from '../../platform/storage.ts'
import type { Remembered } from '../../platform/storage.ts'

/** What may be known before entering. It is asked again at every return to the door. */
export function doorQuery(slug: MeetingSlug) {
  return queryOptions({
    queryKey: ['door', slug],
    queryFn: () => call(getMeeting, { params: { slug } }),
    staleTime: 5_000,
  })
}

/** The name under which a guest came last time. */
export const guestName = remember('name', displayName)

const knock = z.object({ participantId, name: z.optional(displayName) })

/** The request to enter that this tab has made and nobody has answered yet: a reload goes on waiting for it. */
export function knockOfTab(slug: MeetingSlug): Remembered<z.output<typeof knock>> {
  return remember(`knock:${slug}`, knock, () => sessionStorage)
}

/** The place of this tab in a meeting: a reload comes back to it. It is a pseudonym, not a secret. */
export function placeOfTab(slug: MeetingSlug): Remembered<ParticipantId> {
  return remember(`place:${slug}`, participantId, () => sessionStorage)
}
