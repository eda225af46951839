import { choosePassword, readPasswordLink, requestPasswordReset } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import { passwordRule } from '@parvis/contract/session'
import { useMutation, useQuery } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './account.module.css'
import { forgetPasswordToken, takePasswordToken } from './password-token.ts'

/** Where links from mails lead; without one, where a link is asked for. */
export function PasswordPage() {
  const [token, setToken] = useState(takePasswordToken)
  const forget = () => {
    forgetPasswordToken()
    setToken(undefined)
  }
  return <Page centred>{token ? <ChooseForm token={token} onForget={forget} /> : <ForgottenForm />}</Page>
}

function ChooseForm({ token, onForget }: { readonly token: string; readonly onForget: () => void }) {
  const t = useAccountTranslate()
  const [, navigate] = useLocation()
  const announcer = useAnnouncer()
  const [password, setPassword] = useState('')
  useTitle(t('link.choose'))
  const link = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => call(readPasswordLink, { body: { token } }),
    staleTime: Infinity,
  })
  const save = useMutation({
    mutationFn: () => call(choosePassword, { body: { token, password } }),
    onSuccess() {
      forgetPasswordToken()
      announcer.show(t('link.saved'))
      navigate('/sign-in', { replace: true })
    },
  })
  if (link.isPending) return <output>{t('page.loading')}</output>
  if (link.isError)
    return <BadLink error={link.error} onRetry={() => void link.refetch()} onForget={onForget} />
  return (
    <form className={styles.form} action={() => save.mutate()}>
      <h1 className={styles.title}>{t('link.choose')}</h1>
      <p className={styles.text}>{t('link.for', { email: link.data.email })}</p>
      <TextField
        label={t('account.newPassword')}
        hint={t('setup.passwordHint', { min: passwordRule.min })}
        type="password"
        autoComplete="new-password"
        minLength={passwordRule.min}
        maxLength={passwordRule.max}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
        required
      />
      {save.isError && <Notice tone="danger">{t(toMessageKey(save.error))}</Notice>}
      <Button type="submit" tone="primary" large busy={save.isPending}>
        {t('link.save')}
      </Button>
    </form>
  )
}

interface BadLinkProps {
  readonly error: Error
  readonly onRetry: () => void
  readonly onForget: () => void
}

/** A link that is good no more leads to another one; one that could not be read is kept. */
function BadLink({ error, onRetry, onForget }: BadLinkProps) {
  const t = useAccountTranslate()
  if (error instanceof Problem && error.code === 'password-link-invalid')
    return (
      <Statement title={t('link.choose')} text={`${t(toMessageKey(error))} ${t('link.invited')}`}>
        <Button tone="primary" onClick={onForget}>
          {t('link.askAgain')}
        </Button>
      </Statement>
    )
  return (
    <Statement title={t('link.choose')} text={t(toMessageKey(error))}>
      <Button tone="primary" onClick={onRetry}>
        {t('page.retry')}
      </Button>
    </Statement>
  )
}

function ForgottenForm() {
  const t = useAccountTranslate()
  const [email, setEmail] = useState('')
  useTitle(t('link.forgotten'))
  const ask = useMutation({ mutationFn: () => call(requestPasswordReset, { body: { email } }) })
  if (ask.isSuccess)
    return (
      <Statement
        icon={<MailCheck size={32} aria-hidden="true" />}
        title={t('link.sent')}
        text={t('link.sentText')}
      >
        <ButtonLink href="/sign-in">{t('link.back')}</ButtonLink>
      </Statement>
    )
  return (
    <form className={styles.form} action={() => ask.mutate()}>
      <h1 className={styles.title}>{t('link.forgotten')}</h1>
      <p className={styles.text}>{t('link.forgottenText')}</p>
      <TextField
        label={t('session.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={({ target }) => setEmail(target.value)}
        required
      />
      {ask.isError && <Notice tone="danger">{t(toMessageKey(ask.error))}</Notice>}
      <Button type="submit" tone="primary" large busy={ask.isPending}>
        {t('link.send')}
      </Button>
      <Link href="/sign-in">{t('link.back')}</Link>
    </form>
  )
}
