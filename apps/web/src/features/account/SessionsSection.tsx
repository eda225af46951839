import { endOtherSessions, endSession } from '@parvis/contract/own-account'
import type { OwnSession } from '@parvis/contract/own-account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../../platform/api.ts'
import { useAccountTranslate } from '../../platform/i18n/account-words.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import styles from './account.module.css'
import { sessionsQuery } from './queries.ts'

/** Where one is signed in, and the way out of there. */
export function SessionsSection() {
  const t = useAccountTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const section = useRef<HTMLElement>(null)
  useKeptFocus(section)
  const { data: sessions, error, isPending, refetch } = useQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: (session: OwnSession | undefined) =>
      session ? call(endSession, { params: { sessionId: session.id } }) : call(endOtherSessions, {}),
    onSuccess: (_, session) => announcer.show(t(session ? 'account.sessionEnded' : 'account.othersEnded')),
    onError: (failure) => announcer.show(t(toMessageKey(failure))),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const others = sessions?.some(({ current }) => !current)
  return (
    <section ref={section} tabIndex={-1} className={styles.section} aria-labelledby="sessions">
      <h2 id="sessions">{t('account.sessions')}</h2>
      {others && <p className={styles.text}>{t('account.sessionsText')}</p>}
      {isPending && <output>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      <ul className={styles.sessions}>
        {sessions?.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            busy={end.isPending}
            onEnd={() => end.mutate(session)}
          />
        ))}
      </ul>
      {others && (
        <div className={styles.actions}>
          <Button busy={end.isPending} onClick={() => end.mutate(undefined)}>
            {t('account.endOthers')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface SessionItemProps {
  readonly session: OwnSession
  readonly busy: boolean
  readonly onEnd: () => void
}

function SessionItem({ session, busy, onEnd }: SessionItemProps) {
  const t = useAccountTranslate()
  const language = useLanguage()
  const browser = session.browser ?? t('account.unknownBrowser')
  const system = session.system ?? t('account.unknownSystem')
  const seen = session.current
    ? t('account.current')
    : t('account.seen', { date: formatDay(session.lastSeenAt, language) })
  return (
    <li className={styles.session}>
      <div>
        <p>{t('account.session', { browser, system })}</p>
        <p className={styles.text}>{seen}</p>
      </div>
      {!session.current && (
        <Button
          disabled={busy}
          onClick={onEnd}
          aria-label={t('account.endNamed', { session: t('account.sessionOf', { browser, system, seen }) })}
        >
          {t('account.endSession')}
        </Button>
      )}
    </li>
  )
}
