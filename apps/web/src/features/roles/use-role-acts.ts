import type { MeetingSlug, RoleId } from '@parvis/contract/ids'
import type { Meeting, MeetingRole } from '@parvis/contract/meetings'
import { changeRole, listRoles, revokeRole, transferMeeting } from '@parvis/contract/roles'
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

/** The list of a meeting, page by page. */
export function rolesQuery(slug: MeetingSlug, search: string) {
  return infiniteQueryOptions({
    queryKey: ['roles', slug, search],
    queryFn: ({ pageParam }) =>
      call(listRoles, {
        params: { slug },
        query: { ...(search !== '' && { search }), ...(pageParam !== null && { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

type Act =
  | { readonly kind: 'change'; readonly id: RoleId; readonly role: MeetingRole }
  | { readonly kind: 'transfer'; readonly id: RoleId }
  | { readonly kind: 'revoke'; readonly id: RoleId | 'own' }

/** Each act by one request; afterwards the list, and the caller's own role, are asked for again. */
export function useRoleActs({ slug }: Pick<Meeting, 'slug'>): (act: Act) => void {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (act: Act) => send(slug, act),
    onSuccess: () => announcer.show(t('roles.changed')),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['roles', slug] }),
        queries.invalidateQueries({ queryKey: ['meetings'] }),
      ]),
  })
  return (act) => mutate(act)
}

function send(slug: MeetingSlug, act: Act): Promise<unknown> {
  switch (act.kind) {
    case 'change':
      return call(changeRole, { params: { slug, roleId: act.id }, body: { role: act.role } })
    case 'transfer':
      return call(transferMeeting, { params: { slug }, body: { to: act.id } })
    case 'revoke':
      return call(revokeRole, { params: { slug, roleId: act.id } })
  }
}
