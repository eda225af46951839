import { returnPath } from '@parvis/contract/identity'
import { signIn } from '@parvis/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useSearchParams } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ProviderChoice, RefusalNotice, stayQuiet } from '../identity/index.ts'
import { becomePerson } from './me.ts'
import styles from './session.module.css'

export function SignInPage() {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const [search] = useSearchParams()
  const queries = useQueryClient()
  // NOTE only a page of ours may be named here, so that a crafted link cannot send anybody elsewhere.
  const returnTo = returnPath.safeParse(search.get('returnTo')).data ?? '/'
  useTitle(t('session.signIn'))

  const enter = useMutation({
    mutationFn: (form: FormData) =>
      call(signIn, { body: { email: toText(form, 'email'), password: toText(form, 'password') } }),
    onSuccess(me) {
      becomePerson(queries, me)
      stayQuiet(false)
      navigate(returnTo, { replace: true })
    },
  })

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
        <TextField label={t('session.email')} name="email" type="email" autoComplete="username" required />
        <TextField
          label={t('session.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {enter.isError && <Notice tone="danger">{t(toMessageKey(enter.error))}</Notice>}
        <Button type="submit" tone="primary" large busy={enter.isPending}>
          {t('session.signIn')}
        </Button>
      </form>
    </Page>
  )
}

function toText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
