import { findMeeting } from '@parvis/contract/meetings'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './HomePage.module.css'

/** Takes a code in any case, with or without dashes, a chosen address, or the whole link. */
export function CodeField() {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState<'empty' | 'unknown'>()

  function handleSubmit(): void {
    const found = findMeeting(typed)
    if (found) navigate(`/${found}`)
    else setRefused(typed.trim() === '' ? 'empty' : 'unknown')
  }

  return (
    <form
      className={styles.code}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        handleSubmit()
      }}
    >
      <TextField
        label={t('home.code')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setRefused(undefined)
        }}
        placeholder="abc-defg-hij"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={refused && t(refused === 'empty' ? 'home.codeEmpty' : 'home.codeUnknown')}
        beside={<Button type="submit">{t('home.join')}</Button>}
      />
    </form>
  )
}
