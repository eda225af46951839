import type { Me } from '@parvis/contract/session'
import { renameMe } from '@parvis/contract/own-account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleUser } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Account, meQuery, SignInFirst, useMe } from '../session/index.ts'
import styles from './account.module.css'
import { PasswordSection } from './PasswordSection.tsx'
import { factorQuery } from './queries.ts'
import { SecondFactorSection } from './SecondFactorSection.tsx'
import { SessionsSection } from './SessionsSection.tsx'

/** One’s own account: name, password, second factor, sessions. */
export function AccountPage() {
  const t = useAccountTranslate()
  const me = useMe()
  useTitle(t('account.title'))
  if (me === undefined) return <Page>{t('page.loading')}</Page>
  if (me === null)
    return (
      <SignInFirst
        icon={<CircleUser size={32} aria-hidden="true" />}
        title={t('account.title')}
        text={t('problem.signInRequired')}
      />
    )
  return (
    <Page aside={<Account />}>
      <div className={styles.page}>
        <h1 className={styles.heading}>{t('account.title')}</h1>
        <OwnSections me={me} />
      </div>
    </Page>
  )
}

function OwnSections({ me }: { readonly me: Me }) {
  const t = useAccountTranslate()
  const factor = useQuery(factorQuery)
  if (factor.isPending) return <output>{t('page.loading')}</output>
  if (factor.isError)
    return (
      <Notice tone="danger">
        <p>{t(toMessageKey(factor.error))}</p>
        <Button onClick={() => void factor.refetch()}>{t('page.retry')}</Button>
      </Notice>
    )
  const { offered: local } = factor.data
  return (
    <>
      {local ? <NameSection me={me} /> : <Notice>{t('account.provided')}</Notice>}
      {local && <SecondFactorSection factor={factor.data} />}
      {local && <PasswordSection email={me.email} />}
      <SessionsSection />
    </>
  )
}

function NameSection({ me }: { readonly me: Me }) {
  const t = useAccountTranslate()
  const queries = useQueryClient()
  const announcer = useAnnouncer()
  const [name, setName] = useState(me.name)
  const save = useMutation({
    mutationFn: () => call(renameMe, { body: { name } }),
    onSuccess(renamed) {
      queries.setQueryData(meQuery.queryKey, renamed)
      announcer.show(t('account.nameSaved'))
    },
  })
  return (
    <section aria-labelledby="identity">
      <form className={styles.section} action={() => save.mutate()}>
        <h2 id="identity">{t('account.identity')}</h2>
        <p className={styles.text}>{me.email}</p>
        <TextField
          label={t('account.name')}
          autoComplete="name"
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={64}
          required
        />
        {save.isError && <Notice tone="danger">{t(toMessageKey(save.error))}</Notice>}
        <div className={styles.actions}>
          <Button type="submit" busy={save.isPending} disabled={name.trim() === me.name}>
            {t('page.save')}
          </Button>
        </div>
      </form>
    </section>
  )
}
