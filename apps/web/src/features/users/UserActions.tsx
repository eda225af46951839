import { resetSecondFactor, setAccountDisabled } from '@parvis/contract/accounts'
import { endUserSessions, updateUser } from '@parvis/contract/users'
import type { User } from '@parvis/contract/users'
import {
  Building2,
  Download,
  EllipsisVertical,
  KeyRound,
  LogOut,
  ShieldCheck,
  ShieldPlus,
  Trash2,
  UserCheck,
  UserX,
} from 'lucide-react'
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

const questions = {
  sessions: { title: 'users.endSessionsTitle', text: 'users.endSessionsText', action: 'users.endSessions' },
  disable: { title: 'users.disableTitle', text: 'users.disableText', action: 'users.disable' },
  factor: { title: 'users.resetFactorTitle', text: 'users.resetFactorText', action: 'users.resetFactor' },
} as const
type Question = keyof typeof questions
type Asked = 'move' | 'erase' | Question

/** What may be done about somebody. Whoever administers everything is ruled by their like alone. */
export function UserActions({ user }: { readonly user: User }) {
  const t = useConsoleTranslate()
  const me = useMe()
  const [asked, setAsked] = useState<Asked>()
  const acts = useUserActs(user)
  if (!me?.platformAdministrator && user.platformAdministrator) return null
  const close = () => setAsked(undefined)
  const confirmed = {
    sessions: acts.endSessions,
    disable: () => acts.setDisabled(true),
    factor: acts.resetFactor,
  }
  const question = isQuestion(asked) ? questions[asked] : undefined

  return (
    <>
      <Menu
        label={t('users.actions', { name: user.name })}
        icon={<EllipsisVertical size={20} aria-hidden="true" />}
        items={toItems({
          user,
          t,
          acts,
          ask: setAsked,
          everywhere: me?.platformAdministrator === true,
          own: me?.id === user.id,
        })}
      />
      {asked === 'erase' && <ErasePersonDialog person={user} listKey={usersKey} onClose={close} />}
      {asked === 'move' && (
        <MoveDialog
          user={user}
          onMove={(organisationId) => acts.change({ organisationId })}
          onClose={close}
        />
      )}
      {question && (
        <ConfirmDialog
          title={t(question.title, { name: user.name })}
          text={t(question.text)}
          action={t(question.action)}
          onConfirm={() => isQuestion(asked) && confirmed[asked]()}
          onClose={close}
        />
      )}
    </>
  )
}

function isQuestion(asked: Asked | undefined): asked is Question {
  return asked !== undefined && Object.hasOwn(questions, asked)
}

interface Offer {
  readonly user: User
  readonly t: ReturnType<typeof useConsoleTranslate>
  readonly acts: ReturnType<typeof useUserActs>
  readonly ask: (asked: Asked) => void
  /** Whether the administrator administers every organisation. */
  readonly everywhere: boolean
  /** Whether it is the administrator's own account: one's own second factor takes one's password, under “Mon compte”. */
  readonly own: boolean
}

function toItems({ user, t, acts, ask, everywhere, own }: Offer): readonly MenuItem[] {
  const { role, platformAdministrator, secondFactor, disabledAt } = user
  const icon = { size: 20, 'aria-hidden': true } as const
  const administers = role === 'administrator'
  const roleItem: MenuItem = {
    label: t(administers ? 'users.takeRole' : 'users.giveRole'),
    icon: <ShieldPlus {...icon} />,
    onChoose: () => acts.change({ role: administers ? 'member' : 'administrator' }),
  }
  const wide: readonly MenuItem[] = [
    {
      label: t(platformAdministrator ? 'users.takePlatform' : 'users.givePlatform'),
      icon: <ShieldCheck {...icon} />,
      onChoose: () => acts.change({ platformAdministrator: !platformAdministrator }),
    },
    { label: t('users.move'), icon: <Building2 {...icon} />, onChoose: () => ask('move') },
  ]
  const factor: MenuItem = {
    label: t('users.resetFactor'),
    icon: <KeyRound {...icon} />,
    onChoose: () => ask('factor'),
  }
  const sessions: MenuItem = {
    label: t('users.endSessions'),
    icon: <LogOut {...icon} />,
    danger: true,
    onChoose: () => ask('sessions'),
  }
  const access: MenuItem = disabledAt
    ? { label: t('users.enable'), icon: <UserCheck {...icon} />, onChoose: () => acts.setDisabled(false) }
    : { label: t('users.disable'), icon: <UserX {...icon} />, danger: true, onChoose: () => ask('disable') }
  const rights: readonly MenuItem[] = [
    {
      label: t('persons.export'),
      icon: <Download {...icon} />,
      onChoose: () => location.assign(exportPersonAddress(user.id)),
    },
    { label: t('persons.erase'), icon: <Trash2 {...icon} />, danger: true, onChoose: () => ask('erase') },
  ]
  return [
    roleItem,
    ...(everywhere ? wide : []),
    ...(secondFactor && !own ? [factor] : []),
    sessions,
    access,
    ...rights,
  ]
}

function useUserActs({ id }: User) {
  const t = useConsoleTranslate()
  const { act } = useAct(usersKey)
  const params = { userId: id }
  return {
    change: (body: Parameters<typeof call<typeof updateUser>>[1]['body']) =>
      act({ done: t('users.changed'), run: () => call(updateUser, { params, body }) }),
    endSessions: () => act({ done: t('users.sessionsEnded'), run: () => call(endUserSessions, { params }) }),
    setDisabled: (disabled: boolean) =>
      act({
        done: t(disabled ? 'users.isDisabled' : 'users.isEnabled'),
        run: () => call(setAccountDisabled, { params, body: { disabled } }),
      }),
    resetFactor: () => act({ done: t('users.factorReset'), run: () => call(resetSecondFactor, { params }) }),
  }
}
