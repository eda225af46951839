import { uninvite } from '@parvis/contract/calendar'
import type { Invitee, Schedule } from '@parvis/contract/calendar'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { useRef, useState } from 'react'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import styles from './calendar.module.css'
import { calendarKey } from './calendar-queries.ts'
import type { Addresses } from './parse-addresses.ts'
import { useRefusal } from './use-refusal.ts'

interface InviteesFieldsProps {
  readonly before?: Schedule | undefined
  readonly typed: string
  /** What was understood of it. */
  readonly addresses: Addresses
  /** Whether what is wrong keeps the form from being sent. */
  readonly toMend: boolean
  readonly onType: (typed: string) => void
}

/** Who is invited, and a field into which a whole list of addresses can be pasted. */
export function InviteesFields({ before, typed, addresses, toMend, onType }: InviteesFieldsProps) {
  const t = useMeetingsTranslate()
  const { valid, duplicates, wrong } = addresses
  const understood = [
    ...(valid.length > 0 ? [t('calendar.toInvite', { count: valid.length })] : []),
    ...(duplicates > 0 ? [t('calendar.duplicates', { count: duplicates })] : []),
  ]
  // An address that is still being typed is not wrong yet.
  const told = toMend || typed.endsWith('\n') || typed.endsWith(' ')
  return (
    <>
      {before && before.invitees.length > 0 && <Invited schedule={before} />}
      <TextArea
        label={t(before ? 'calendar.inviteMore' : 'calendar.invite')}
        hint={t('calendar.inviteHint')}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={
          told && wrong.length > 0
            ? t('calendar.wrong', { addresses: wrong.slice(0, 5).join(', ') })
            : undefined
        }
        onChange={({ target }) => onType(target.value)}
      />
      <output className={styles.soft}>{understood.join(' ')}</output>
    </>
  )
}

function Invited({ schedule }: { readonly schedule: Schedule }) {
  const t = useMeetingsTranslate()
  const list = useRef<HTMLUListElement>(null)
  useKeptFocus(list)
  const [invitees, setInvitees] = useState(schedule.invitees)
  const [asked, setAsked] = useState<Invitee>()
  const remove = useRemove(schedule, (id) => setInvitees((all) => all.filter((one) => one.id !== id)))
  return (
    <section className={styles.section} aria-labelledby="invited-title">
      <h2 id="invited-title" className={styles.title}>
        {t('calendar.invited', { count: invitees.length })}
      </h2>
      <ul ref={list} className={styles.list} tabIndex={-1} aria-labelledby="invited-title">
        {invitees.map((invitee) => (
          <li key={invitee.id} className={styles.item}>
            <p className={styles.what}>
              {invitee.name && <span className={styles.name}>{invitee.name}</span>}
              <span className={styles.soft}>{invitee.email}</span>
            </p>
            <IconButton
              label={t('calendar.uninvite', { email: invitee.email })}
              icon={<UserMinus size={20} />}
              onClick={() => setAsked(invitee)}
            />
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          title={t('calendar.uninviteTitle', { email: asked.email })}
          text={t('calendar.uninviteText')}
          action={t('calendar.uninviteButton')}
          onConfirm={() => remove(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}

/** Takes an invitation back at once: it is a mail of its own, whatever becomes of the form. */
function useRemove({ slug, id }: Schedule, onRemoved: (id: Invitee['id']) => void) {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const { mutate } = useMutation({
    mutationFn: (invitee: Invitee) =>
      call(uninvite, { params: { slug, scheduleId: id, inviteeId: invitee.id } }),
    onSuccess(_, invitee) {
      onRemoved(invitee.id)
      announcer.show(t('calendar.uninvited', { email: invitee.email }))
    },
    onError: (error) => announcer.show(refusal(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: [...calendarKey, 'upcoming'] }),
  })
  return (invitee: Invitee) => mutate(invitee)
}
