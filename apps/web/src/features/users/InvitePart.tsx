import { createInvitation } from '@parvis/contract/accounts'
import { displayName, emailAddress } from '@parvis/contract/text'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { Button } from '../../ui/Button.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'
import { accountOptionsQuery } from '../session/index.ts'
import { usersKey } from './users-query.ts'

/** Invites somebody to a local account of the administrator's own organisation, where the service can. */
export function InvitePart() {
  const t = useConsoleTranslate()
  const { data: options } = useQuery(accountOptionsQuery)
  if (options?.localAccounts !== 'on') return null
  return options.mail ? <InviteButton /> : <p>{t('users.noMail')}</p>
}

function InviteButton() {
  const t = useConsoleTranslate()
  const [asked, setAsked] = useState(false)
  const { act, busy } = useAct(usersKey)
  return (
    <div>
      <Button icon={<UserPlus size={20} aria-hidden="true" />} busy={busy} onClick={() => setAsked(true)}>
        {t('users.invite')}
      </Button>
      {asked && (
        <InviteDialog
          onInvite={(body) => act({ done: t('users.invited'), run: () => call(createInvitation, { body }) })}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  )
}

interface InviteDialogProps {
  readonly onInvite: (person: { readonly name: string; readonly email: string }) => void
  readonly onClose: () => void
}

function InviteDialog({ onInvite, onClose }: InviteDialogProps) {
  const t = useConsoleTranslate()
  const [typed, setTyped] = useState({ name: '', email: '' })
  const [tried, setTried] = useState(false)
  const name = displayName.safeParse(typed.name).data
  const email = emailAddress.safeParse(typed.email).data

  function handleSave(): void {
    setTried(true)
    if (name === undefined || email === undefined) return
    onClose()
    onInvite({ name, email })
  }

  return (
    <FormDialog
      title={t('users.invite')}
      action={t('users.sendInvitation')}
      onSave={handleSave}
      onClose={onClose}
    >
      <p>{t('users.inviteText')}</p>
      <TextField
        label={t('users.name')}
        value={typed.name}
        maxLength={64}
        autoComplete="off"
        error={tried && name === undefined ? t('users.nameWrong') : undefined}
        onChange={({ target }) => setTyped({ ...typed, name: target.value })}
      />
      <TextField
        label={t('session.email')}
        type="email"
        value={typed.email}
        maxLength={254}
        autoComplete="off"
        error={tried && email === undefined ? t('users.emailWrong') : undefined}
        onChange={({ target }) => setTyped({ ...typed, email: target.value })}
      />
    </FormDialog>
  )
}
