import { signOut } from '@parvis/contract/session'
import type { Me } from '@parvis/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleUserRound } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import styles from './session.module.css'
import { stayQuiet } from '../identity/index.ts'
import { administers, becomePerson, useMe } from './me.ts'
import { SignInLink } from './SignInLink.tsx'

/** Who is signed in, with the way out; or the way in. */
export function Account() {
  const t = useTranslate()
  const me = useMe()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const narrow = useNarrow()
  const leave = useMutation({
    mutationFn: () => call(signOut, {}),
    onSuccess({ next }) {
      becomePerson(queries, null)
      stayQuiet(true)
      if (next !== null) location.assign(next)
    },
    onError: (error) => announcer.show(t(toMessageKey(error))),
  })

  if (me === undefined) return null
  if (me === null) return <SignInLink />
  if (narrow) return <AccountMenu me={me} onSignOut={() => leave.mutate()} />
  return (
    <div className={styles.account}>
      <Link href="/compte" className={styles.name} aria-label={t('session.ownAccount', { name: me.name })}>
        {me.name}
      </Link>
      {administers(me) && <ButtonLink href="/admin">{t('session.administration')}</ButtonLink>}
      <Button busy={leave.isPending} onClick={() => leave.mutate()}>
        {t('session.signOut')}
      </Button>
    </div>
  )
}

/** The same on a phone, in one line with the name of the site. */
function AccountMenu({ me, onSignOut }: { readonly me: Me; readonly onSignOut: () => void }) {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const administration = { label: t('session.administration'), onChoose: () => navigate('/admin') }
  return (
    <Menu
      label={t('session.ownAccount', { name: me.name })}
      icon={<CircleUserRound size={28} aria-hidden="true" />}
      items={[
        { label: t('session.account'), onChoose: () => navigate('/compte') },
        ...(administers(me) ? [administration] : []),
        { label: t('session.signOut'), onChoose: onSignOut },
      ]}
    />
  )
}
