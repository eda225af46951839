import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { HostActs } from './host-acts.ts'
import styles from './MeetingSettings.module.css'

const mostCharacters = 300

interface WaitingRoomSettingsProps {
  readonly talk: WaitingTalk
  readonly acts: HostActs
}

/** What all who wait are told, and whether they may write. */
export function WaitingRoomSettings({ talk, acts }: WaitingRoomSettingsProps) {
  const t = useTranslate()
  const [message, setMessage] = useState(talk.message ?? '')
  const typed = message.trim()

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    acts.changeWaitingRoom({ message: typed === '' ? null : typed })
  }

  return (
    <fieldset className={styles.settings}>
      <legend className={styles.legend}>{t('knock.waiting')}</legend>
      <form onSubmit={handleSubmit}>
        <TextField
          label={t('waitingRoom.message')}
          hint={t('waitingRoom.messageText')}
          value={message}
          maxLength={mostCharacters}
          autoComplete="off"
          onChange={({ target }) => setMessage(target.value)}
          beside={
            <Button type="submit" disabled={typed === (talk.message ?? '')}>
              {t('waitingRoom.show')}
            </Button>
          }
        />
      </form>
      <Checkbox
        label={t('waitingRoom.texts')}
        hint={t('waitingRoom.textsText')}
        checked={talk.allowed}
        onChange={(texts) => acts.changeWaitingRoom({ texts })}
      />
    </fieldset>
  )
}
