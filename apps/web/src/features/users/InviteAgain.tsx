import { inviteAgain } from '@parvis/contract/accounts'
import type { User } from '@parvis/contract/users'
import { useQuery } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useAct } from '../../ui/use-act.ts'
import { accountOptionsQuery, useMe } from '../session/index.ts'
import { usersKey } from './users-query.ts'

/** Mails a new link to somebody who has not chosen a password yet, where the service can and the administrator may. */
export function InviteAgain({ user }: { readonly user: User }) {
  const t = useConsoleTranslate()
  const { data: options } = useQuery(accountOptionsQuery)
  const everywhere = useMe()?.platformAdministrator === true
  const { act, busy } = useAct(usersKey)
  const { id, name, role, platformAdministrator } = user
  const administers = role === 'administrator' || platformAdministrator
  const usable =
    options?.localAccounts === 'on' || (options?.localAccounts === 'administrators' && administers)
  if (!options?.mail || !usable || (platformAdministrator && !everywhere)) return null
  return (
    <IconButton
      label={t('users.inviteAgain', { name })}
      icon={<MailPlus size={20} />}
      disabled={busy}
      onClick={() =>
        act({
          done: t('users.invitedAgain', { name }),
          run: () => call(inviteAgain, { params: { userId: id }, body: {} }),
        })
      }
    />
  )
}
