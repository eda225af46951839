import { makeCalendarFeed, revokeCalendarFeed } from '@parvis/contract/calendar'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './calendar.module.css'
import { settingsQuery } from './calendar-queries.ts'

/** The address under which a calendar program reads one's meetings: made, shown once, made anew, revoked. */
export function FeedDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const { data, error } = useQuery(settingsQuery)
  const [url, setUrl] = useState<string>()
  const { make, revoke, busy } = useFeedActs(setUrl)
  const feed = data?.feed
  return (
    <Dialog title={t('calendar.subscribe')} closeLabel={t('page.close')} onClose={onClose}>
      <div className={styles.invitation}>
        <p>{t('feed.text')}</p>
        {!data && !error && <output>{t('page.loading')}</output>}
        {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
        {url && (
          <>
            <TextField label={t('feed.address')} hint={t('feed.once')} value={url} readOnly />
            <CopyButton text={url} primary>
              {t('feed.copy')}
            </CopyButton>
          </>
        )}
        {feed && (
          <p className={styles.soft}>
            {feed.lastReadAt
              ? t('feed.lastRead', { when: formatDay(feed.lastReadAt, language) })
              : t('feed.neverRead', { when: formatDay(feed.createdAt, language) })}
          </p>
        )}
        {data && (
          <div className={styles.actions}>
            <Button tone={feed ? 'plain' : 'primary'} busy={busy} onClick={make}>
              {t(feed ? 'feed.renew' : 'feed.make')}
            </Button>
            {feed && (
              <Button tone="danger" busy={busy} onClick={revoke}>
                {t('feed.revoke')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  )
}

function useFeedActs(onUrl: (url: string | undefined) => void) {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const common = {
    onError: (error: unknown) => announcer.show(t(toMessageKey(error))),
    onSettled: () => queries.invalidateQueries(settingsQuery),
  }
  const make = useMutation({
    mutationFn: () => call(makeCalendarFeed, { body: {} }),
    onSuccess({ url }) {
      onUrl(url)
      announcer.say(t('feed.made'))
    },
    ...common,
  })
  const revoke = useMutation({
    mutationFn: () => call(revokeCalendarFeed, {}),
    onSuccess() {
      onUrl(undefined)
      announcer.show(t('feed.revoked'))
    },
    ...common,
  })
  return {
    make: () => make.mutate(),
    revoke: () => revoke.mutate(),
    busy: make.isPending || revoke.isPending,
  }
}
