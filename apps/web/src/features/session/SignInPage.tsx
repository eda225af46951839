import { returnPath } from '@parvis/contract/identity'
import { Problem } from '@parvis/contract/problems'
import { signIn } from '@parvis/contract/session'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, Redirect, useSearchParams } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { focusOnce } from '../../ui/focus-once.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ProviderChoice, RefusalNotice, stayQuiet } from '../identity/index.ts'
import { accountOptionsQuery } from './account-options.ts'
import { becomePerson, useMe } from './me.ts'
import styles from './session.module.css'

export function SignInPage() {
  const t = useTranslate()
  const [search] = useSearchParams()
  const queries = useQueryClient()
  // NOTE only a page of ours may be named here, so that a crafted link cannot send anybody elsewhere.
  const returnTo = returnPath.safeParse(search.get('returnTo')).data ?? '/'
  useTitle(t('session.signIn'))

  const me = useMe()
  const [asksCode, setAsksCode] = useState(false)
  const { data: options } = useQuery(accountOptionsQuery)
  const enter = useMutation({
    mutationFn: (form: FormData) =>
      call(signIn, {
        body: {
          email: toText(form, 'email'),
          password: toText(form, 'password'),
          ...(asksCode && { code: toText(form, 'code') }),
        },
      }),
    onSuccess(person) {
      becomePerson(queries, person)
      stayQuiet(false)
    },
    onError: (error) => setAsksCode(asksCode || isCodeNeeded(error)),
  })

  if (me) return <Redirect to={me.secondFactorMissing ? '/compte' : returnTo} replace />
  return (
    <Page centred>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate(new FormData(event.currentTarget))
        }}
      >
        <h1 className={styles.title}>{t('session.signIn')}</h1>
        <RefusalNotice refusal={search.get('refusal')} provider={search.get('provider')} />
        <ProviderChoice returnTo={returnTo} />
        {options?.localAccounts !== 'off' && (
          <>
            <PasswordFields asksCode={asksCode} />
            {enter.isError && !isCodeNeeded(enter.error) && (
              <Notice tone="danger">{t(toMessageKey(enter.error))}</Notice>
            )}
            <Button type="submit" tone="primary" large busy={enter.isPending}>
              {t('session.signIn')}
            </Button>
            {options?.mail && <Link href="/mot-de-passe">{t('session.forgotten')}</Link>}
          </>
        )}
      </form>
    </Page>
  )
}

function PasswordFields({ asksCode }: { readonly asksCode: boolean }) {
  const t = useTranslate()
  return (
    <>
      <TextField label={t('session.email')} name="email" type="email" autoComplete="username" required />
      <TextField
        label={t('session.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      {asksCode && (
        <TextField
          label={t('session.code')}
          hint={t('session.codeHint')}
          name="code"
          autoComplete="one-time-code"
          minLength={6}
          maxLength={40}
          ref={focusOnce}
          required
        />
      )}
    </>
  )
}

function isCodeNeeded(error: Error): boolean {
  return error instanceof Problem && error.code === 'second-factor-needed'
}

function toText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
