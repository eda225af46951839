import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { QueryKey } from '@tanstack/react-query'
import { useTranslate } from '../platform/i18n/language.ts'
import { toMessageKey } from '../platform/problem-text.ts'
import { useAnnouncer } from './announcer.ts'

interface Act {
  /** What is said when it is done. */
  readonly done: string
  readonly run: () => Promise<unknown>
}

/** Does one thing after another, says in words how it went, and asks again for what begins with `key`. */
export function useAct(key: QueryKey): { readonly act: (wanted: Act) => void; readonly busy: boolean } {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onSuccess: (_, { done }) => announcer.show(done),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  return { act: mutate, busy: isPending }
}
