import type { BanEntry } from '@parvis/contract/bans'
import { liftBan } from '@parvis/contract/bans'
import type { MeetingSlug } from '@parvis/contract/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Row } from '../../ui/PagedList.tsx'
import { bansQuery } from './bans-query.ts'

interface BanItemProps {
  readonly slug: MeetingSlug
  readonly entry: BanEntry
}

export function BanItem({ slug, entry }: BanItemProps) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const name = entry.name || t('bans.unnamed')
  const lift = useMutation({
    mutationFn: () => call(liftBan, { params: { slug, banId: entry.id } }),
    onSuccess: () => announcer.show(t('bans.lifted', { name })),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled: () => queries.invalidateQueries({ queryKey: bansQuery(slug).queryKey }),
  })
  const day = formatDay(entry.createdAt, language)
  return (
    <Row
      title={name}
      notes={[t(entry.account ? 'bans.account' : 'bans.browser', { day })]}
      aside={
        <>
          <Button
            tone="quiet"
            busy={lift.isPending}
            aria-label={t('bans.liftOf', { name })}
            onClick={() => setAsked(true)}
          >
            {t('bans.lift')}
          </Button>
          {asked && (
            <ConfirmDialog
              title={t('bans.liftTitle', { name })}
              text={t('bans.liftText')}
              action={t('bans.lift')}
              onConfirm={() => lift.mutate()}
              onClose={() => setAsked(false)}
            />
          )}
        </>
      }
    />
  )
}
