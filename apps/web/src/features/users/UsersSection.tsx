import { useInfiniteQuery } from '@tanstack/react-query'
import type { User } from '@parvis/contract/users'
import { useState } from 'react'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatDay, formatUntil } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { PagedList, Row } from '../../ui/PagedList.tsx'
import { Select } from '../../ui/Select.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { useMe } from '../session/index.ts'
import { InviteAgain } from './InviteAgain.tsx'
import { InvitePart } from './InvitePart.tsx'
import { UserActions } from './UserActions.tsx'
import { usersQuery } from './users-query.ts'
import type { Wanted } from './users-query.ts'

/** The people whom the administrator administers. */
export function UsersSection() {
  const t = useConsoleTranslate()
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<Wanted['only']>('everybody')
  const list = useInfiniteQuery(usersQuery({ search: useSettled(search.trim()), only }))
  return (
    <>
      <FilterBar label={t('users.search')} value={search} onChange={setSearch}>
        <Select
          label={t('users.show')}
          value={only}
          options={[
            { value: 'everybody', label: t('users.everybody') },
            { value: 'administrators', label: t('users.administrators') },
          ]}
          onChange={setOnly}
        />
      </FilterBar>
      <InvitePart />
      <PagedList label={t('users.title')} list={list} empty={t('users.nobody')}>
        {(user) => <UserRow key={user.id} user={user} />}
      </PagedList>
    </>
  )
}

function UserRow({ user }: { readonly user: User }) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const everywhere = useMe()?.platformAdministrator === true
  const { name, email, lastSeenAt, organisation } = user
  const invitation = openInvitation(user)
  const [now] = useState(() => Date.now())
  const tellInvitation = ({ expiresAt }: NonNullable<User['invitation']>) =>
    expiresAt
      ? t('users.invitedUntil', { until: formatUntil(expiresAt, { language, now }) })
      : t('users.invitationExpired')
  const seen = lastSeenAt ? t('users.seen', { day: formatDay(lastSeenAt, language) }) : t('users.neverSeen')
  return (
    <Row
      title={name}
      badges={<Badges user={user} />}
      notes={[
        everywhere ? `${email} · ${organisation.name}` : email,
        invitation ? tellInvitation(invitation) : `${tellWay(t, user)} · ${seen}`,
      ]}
      aside={
        <>
          {invitation && <InviteAgain user={user} />}
          <UserActions user={user} />
        </>
      }
    />
  )
}

/** How somebody signs in. */
function tellWay(t: ReturnType<typeof useConsoleTranslate>, { provider, local }: User): string {
  if (provider) return t('users.provider', { provider })
  return t(local ? 'users.local' : 'users.anyProvider')
}

/** What somebody was invited with who has not chosen a password yet, and may. */
function openInvitation({ invitation, disabledAt }: User): User['invitation'] {
  return disabledAt ? null : invitation
}

function Badges({ user }: { readonly user: User }) {
  const t = useConsoleTranslate()
  const { role, platformAdministrator, disabledAt } = user
  return (
    <>
      {role === 'administrator' && <Badge strong>{t('users.administrator')}</Badge>}
      {platformAdministrator && <Badge strong>{t('users.platform')}</Badge>}
      {openInvitation(user) && <Badge>{t('users.invitee')}</Badge>}
      {disabledAt && <Badge>{t('users.disabled')}</Badge>}
    </>
  )
}
