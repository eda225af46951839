import { endUserSessions, updateUser } from '@parvis/contract/users'
import type { User } from '@parvis/contract/users'
import { Building2, Download, EllipsisVertical, LogOut, ShieldCheck, ShieldPlus, UserX } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { useAct } from '../../ui/use-act.ts'
import { ErasePersonDialog, exportPersonAddress } from '../persons/index.ts'
import { useMe } from '../session/index.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { usersKey } from './users-query.ts'

type Asked = 'move' | 'sessions' | 'erase'

/** What may be done about somebody. Whoever administers everything is ruled by their like alone. */
export function UserActions({ user }: { readonly user: User }) {
  const t = useConsoleTranslate()
  const me = useMe()
  const [asked, setAsked] = useState<Asked>()
  const { change, endSessions } = useUserActs(user)
  if (!me?.platformAdministrator && user.platformAdministrator) return null
  const icon = { size: 20, 'aria-hidden': true } as const
  const close = () => setAsked(undefined)

  const role: MenuItem = {
    label: t(user.role === 'administrator' ? 'users.takeRole' : 'users.giveRole'),
    icon: <ShieldPlus {...icon} />,
    onChoose: () => change({ role: user.role === 'administrator' ? 'member' : 'administrator' }),
  }
  const wide: readonly MenuItem[] = [
    {
      label: t(user.platformAdministrator ? 'users.takePlatform' : 'users.givePlatform'),
      icon: <ShieldCheck {...icon} />,
      onChoose: () => change({ platformAdministrator: !user.platformAdministrator }),
    },
    { label: t('users.move'), icon: <Building2 {...icon} />, onChoose: () => setAsked('move') },
  ]
  const sessions: MenuItem = {
    label: t('users.endSessions'),
    icon: <LogOut {...icon} />,
    danger: true,
    onChoose: () => setAsked('sessions'),
  }

  const rights: readonly MenuItem[] = [
    {
      label: t('persons.export'),
      icon: <Download {...icon} />,
      onChoose: () => location.assign(exportPersonAddress(user.id)),
    },
    { label: t('persons.erase'), icon: <UserX {...icon} />, danger: true, onChoose: () => setAsked('erase') },
  ]

  return (
    <>
      <Menu
        label={t('users.actions', { name: user.name })}
        icon={<EllipsisVertical {...icon} />}
        items={[role, ...(me?.platformAdministrator ? wide : []), sessions, ...rights]}
      />
      {asked === 'erase' && <ErasePersonDialog person={user} listKey={usersKey} onClose={close} />}
      {asked === 'move' && (
        <MoveDialog user={user} onMove={(organisationId) => change({ organisationId })} onClose={close} />
      )}
      {asked === 'sessions' && (
        <ConfirmDialog
          title={t('users.endSessionsTitle', { name: user.name })}
          text={t('users.endSessionsText')}
          action={t('users.endSessions')}
          onConfirm={endSessions}
          onClose={close}
        />
      )}
    </>
  )
}

function useUserActs({ id }: User) {
  const t = useConsoleTranslate()
  const { act } = useAct(usersKey)
  const params = { userId: id }
  return {
    change: (body: Parameters<typeof call<typeof updateUser>>[1]['body']) =>
      act({ done: t('users.changed'), run: () => call(updateUser, { params, body }) }),
    endSessions: () => act({ done: t('users.sessionsEnded'), run: () => call(endUserSessions, { params }) }),
  }
}
