import {
  clearMeetingDefaults,
  getMeetingDefaults,
  setMeetingDefaults,
} from '@parvis/contract/meeting-defaults'
import { rightNames } from '@parvis/contract/meetings'
import type { MeetingDefaults } from '@parvis/contract/meeting-defaults'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { accessChoice } from '../../platform/access-options.ts'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { mutingOptions } from '../../platform/muting-options.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './ManagePage.module.css'

const defaultsQuery = queryOptions({
  queryKey: ['meeting-defaults'],
  queryFn: () => call(getMeetingDefaults, {}),
})

/** What one's new meetings begin with: as the organisation has it until one says otherwise. */
export function DefaultsSection() {
  const t = useMeetingsTranslate()
  const { data, error, refetch } = useQuery(defaultsQuery)
  return (
    <>
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data ? <DefaultsForm defaults={data} /> : !error && <output>{t('page.loading')}</output>}
    </>
  )
}

function DefaultsForm({ defaults }: { readonly defaults: MeetingDefaults }) {
  const t = useMeetingsTranslate()
  const say = useTranslate()
  const { save, clear } = useDefaults()
  const { own, ...kept } = defaults
  const { access, waitForHost, muting, rights } = kept
  return (
    <>
      <p className={styles.address}>{t(own ? 'defaults.own' : 'defaults.followed')}</p>
      <Select
        label={t('meeting.access')}
        value={access}
        {...accessChoice(access, say)}
        onChange={(chosen) => save.mutate({ ...kept, access: chosen })}
      />
      <div>
        {rightNames.map((right) => (
          <Checkbox
            key={right}
            label={t(`defaults.${right}`)}
            checked={rights[right]}
            onChange={(allowed) => save.mutate({ ...kept, rights: { ...rights, [right]: allowed } })}
          />
        ))}
      </div>
      <Select
        label={say('muting.title')}
        value={muting}
        options={mutingOptions(say)}
        onChange={(chosen) => save.mutate({ ...kept, muting: chosen })}
      />
      <Checkbox
        label={t('door.waitForHost')}
        hint={t('door.waitForHostText')}
        checked={waitForHost}
        onChange={(wait) => save.mutate({ ...kept, waitForHost: wait })}
      />
      {own && (
        <div className={styles.row}>
          <Button busy={clear.isPending} onClick={() => clear.mutate()}>
            {t('defaults.clear')}
          </Button>
        </div>
      )}
    </>
  )
}

function useDefaults() {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const told = {
    onSuccess: () => announcer.show(t('defaults.saved')),
    onError: (error: unknown) => announcer.show(t(toMessageKey(error))),
    async onSettled() {
      await queries.invalidateQueries(defaultsQuery)
      // The button that makes meetings proposes another access now.
      await queries.invalidateQueries({ queryKey: ['creation-policy'] })
    },
  }
  const save = useMutation({
    mutationFn: (body: Omit<MeetingDefaults, 'own'>) => call(setMeetingDefaults, { body }),
    // What is pressed next builds on this, answered or not.
    onMutate: (body) => queries.setQueryData(defaultsQuery.queryKey, { ...body, own: true }),
    ...told,
  })
  const clear = useMutation({ mutationFn: () => call(clearMeetingDefaults, {}), ...told })
  return { save, clear }
}
