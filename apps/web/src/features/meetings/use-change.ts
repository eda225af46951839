import { updateMeeting } from '@parvis/contract/meetings'
import type { Meeting } from '@parvis/contract/meetings'
import type { BodyOf } from '@parvis/contract/route'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

type Change = BodyOf<typeof updateMeeting>

/** Changes a meeting’s settings, each at once, and says so. */
export function useChange({ slug }: Meeting): (change: Change) => void {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (body: Change) => call(updateMeeting, { params: { slug }, body }),
    onSuccess: () => announcer.show(t('meeting.changed')),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled: () => queries.invalidateQueries({ queryKey: ['meetings'] }),
  })
  return (change) => mutate(change)
}
