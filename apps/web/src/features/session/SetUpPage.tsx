import { passwordRule, setUp } from '@parvis/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { becomePerson } from './me.ts'
import styles from './session.module.css'
import { takeSetUpToken } from './set-up-token.ts'

/** Makes the first administrator, for whoever holds the link that the server printed. */
export function SetUpPage() {
  const t = useTranslate()
  const [token] = useState(takeSetUpToken)
  useTitle(t('setup.title'))
  return (
    <Page centred>
      {token ? (
        <SetUpForm token={token} />
      ) : (
        <Statement title={t('setup.title')} text={t('problem.setupLink')} />
      )}
    </Page>
  )
}

function SetUpForm({ token }: { readonly token: string }) {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: (person: { name: string; email: string; password: string }) =>
      call(setUp, { body: { token, ...person } }),
    onSuccess(me) {
      becomePerson(queries, me)
      navigate('/', { replace: true })
    },
  })
  const [person, setPerson] = useState({ name: '', email: '', password: '' })
  const bind = (field: keyof typeof person) => ({
    value: person[field],
    onChange: (event: { target: { value: string } }) => setPerson({ ...person, [field]: event.target.value }),
    required: true,
  })

  return (
    <form className={styles.form} action={() => create.mutate(person)}>
      <h1 className={styles.title}>{t('setup.title')}</h1>
      <p className={styles.text}>{t('setup.text')}</p>
      <TextField label={t('prejoin.name')} autoComplete="name" {...bind('name')} />
      <TextField label={t('session.email')} type="email" autoComplete="username" {...bind('email')} />
      <TextField
        label={t('session.password')}
        hint={t('setup.passwordHint', { min: passwordRule.min })}
        type="password"
        autoComplete="new-password"
        minLength={passwordRule.min}
        maxLength={passwordRule.max}
        {...bind('password')}
      />
      {create.isError && <Notice tone="danger">{t(toMessageKey(create.error))}</Notice>}
      <Button type="submit" tone="primary" large busy={create.isPending}>
        {t('setup.create')}
      </Button>
      <Link href="/sign-in">{t('setup.already')}</Link>
    </form>
  )
}
