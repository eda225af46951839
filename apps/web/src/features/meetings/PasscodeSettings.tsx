import type { OwnMeeting } from '@parvis/contract/meetings'
import { getPasscode, removePasscode, setPasscode } from '@parvis/contract/passcode'
import { passcodeDigits } from '@parvis/contract/text'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './ManagePage.module.css'

/** The passcode of the door: shown on demand, changed, or given up. */
export function PasscodeSettings({ meeting }: { readonly meeting: OwnMeeting }) {
  const t = useMeetingsTranslate()
  const { shown, show, save, ask, remove, busy } = usePasscode(meeting)
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState(false)
  const [wrong, setWrong] = useState(false)
  const forAll = meeting.passcode ? meeting.passcodeForAll : wanted

  function handleSave(): void {
    const passcode = passcodeDigits.safeParse(typed).data
    const refused = typed.trim() !== '' && passcode === undefined
    setWrong(refused)
    if (refused) return
    save({ forAll, ...(passcode !== undefined && { passcode }) })
    setTyped('')
  }

  return (
    <form
      className={styles.box}
      aria-label={t('passcode.title')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        handleSave()
      }}
    >
      <h3 className={styles.boxTitle}>{t('passcode.title')}</h3>
      <p className={styles.address}>{t(meeting.passcode ? 'passcode.asked' : 'passcode.text')}</p>
      {shown !== undefined && <output className={styles.code}>{shown.replace(/(...)(?=.)/g, '$1 ')}</output>}
      <TextField
        label={t('passcode.own')}
        hint={t('passcode.ownHint')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        value={typed}
        error={wrong ? t('passcode.wrong') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Checkbox label={t('passcode.forAll')} checked={forAll} onChange={meeting.passcode ? ask : setWanted} />
      <div className={styles.row}>
        <Button type="submit" tone="primary" busy={busy}>
          {t(meeting.passcode ? 'passcode.renew' : 'passcode.set')}
        </Button>
        {meeting.passcode && (
          <>
            <Button onClick={show}>{t('passcode.show')}</Button>
            <Button tone="quiet" onClick={remove}>
              {t('passcode.remove')}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

function usePasscode({ slug }: OwnMeeting) {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const [shown, setShown] = useState<string>()
  const told = {
    onError: (error: unknown) => announcer.show(t(toMessageKey(error))),
    onSettled: () => queries.invalidateQueries({ queryKey: ['meetings'] }),
  }
  const params = { slug }
  const show = useMutation({
    mutationFn: () => call(getPasscode, { params }),
    onSuccess: ({ passcode }) => setShown(passcode ?? undefined),
    ...told,
  })
  const save = useMutation({
    mutationFn: (body: { readonly forAll: boolean; readonly passcode?: string }) =>
      call(setPasscode, { params, body }),
    onSuccess({ passcode }) {
      setShown(passcode ?? undefined)
      announcer.show(t('passcode.done'))
    },
    ...told,
  })
  const ask = useMutation({
    mutationFn: (forAll: boolean) => call(setPasscode, { params, body: { forAll, keep: true } }),
    onSuccess: () => announcer.show(t('meeting.changed')),
    ...told,
  })
  const remove = useMutation({
    mutationFn: () => call(removePasscode, { params }),
    onSuccess() {
      setShown(undefined)
      announcer.show(t('passcode.removed'))
    },
    ...told,
  })
  return {
    shown,
    show: () => show.mutate(),
    save: save.mutate,
    ask: (forAll: boolean) => ask.mutate(forAll),
    remove: () => remove.mutate(),
    busy: save.isPending,
  }
}
