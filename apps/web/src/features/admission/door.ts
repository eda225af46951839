import type { MeetingAddress } from '@parvis/contract/addresses'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { meetingSlug, participantId } from '@parvis/contract/ids'
import { getMeeting } from '@parvis/contract/meetings'
import { displayName } from '@parvis/contract/text'
import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
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

/** The code of the meeting that has this address. Its door comes with it. */
export function addressQuery(address: MeetingAddress) {
  return queryOptions({
    queryKey: ['address', address],
    async queryFn({ client }) {
      const door = await call(getMeeting, { params: { slug: address } })
      client.setQueryData(doorQuery(door.slug).queryKey, door)
      return door.slug
    },
  })
}

/** Asks for a door before its page is there. */
export function prefetchDoor(queries: QueryClient, meeting: MeetingSlug | MeetingAddress): void {
  const slug = meetingSlug.safeParse(meeting).data
  // Without a code it is an address.
  void (slug
    ? queries.prefetchQuery(doorQuery(slug))
    : queries.prefetchQuery(addressQuery(meeting as MeetingAddress)))
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
