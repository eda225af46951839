import type { DelegationId } from '@parvis/contract/ids'
import { revokeDelegation } from '@parvis/contract/delegations'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Row, RowList } from '../../ui/PagedList.tsx'
import { delegationsQuery } from './delegations-query.ts'
import { GiveDelegation } from './GiveDelegation.tsx'
import styles from './RolesSection.module.css'

/** Who acts for the signed-in person in their meetings, and for whom they may act. */
export function DelegationsSection() {
  const t = useMeetingsTranslate()
  const { data, error, isPending, refetch } = useQuery(delegationsQuery)
  const end = useEnding()
  return (
    <>
      <GiveDelegation />
      {isPending && <output className={styles.soft}>{t('page.loading')}</output>}
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      <DelegationList
        title={t('delegation.given')}
        entries={data?.given.map(({ id, email, until }) => ({ id, name: email, until })) ?? []}
        onEnd={end}
      />
      <DelegationList
        title={t('delegation.received')}
        entries={
          data?.received.map(({ id, principal, until }) => ({ id, name: principal.name, until })) ?? []
        }
        onEnd={end}
      />
    </>
  )
}

interface Entry {
  readonly id: DelegationId
  readonly name: string
  readonly until: string | null
}

interface DelegationListProps {
  readonly title: string
  readonly entries: readonly Entry[]
  readonly onEnd: (id: DelegationId) => void
}

function DelegationList({ title, entries, onEnd }: DelegationListProps) {
  const t = useMeetingsTranslate()
  const language = useLanguage()
  if (entries.length === 0) return null
  return (
    <>
      <h3 className={styles.subtitle}>{title}</h3>
      <RowList label={title}>
        {entries.map(({ id, name, until }) => (
          <Row
            key={id}
            title={name}
            notes={[
              until ? t('delegation.untilDay', { day: formatDay(until, language) }) : t('delegation.forGood'),
            ]}
            aside={
              <Button tone="quiet" aria-label={t('delegation.endOf', { name })} onClick={() => onEnd(id)}>
                {t('delegation.end')}
              </Button>
            }
          />
        ))}
      </RowList>
    </>
  )
}

function useEnding(): (id: DelegationId) => void {
  const t = useMeetingsTranslate()
  const announcer = useAnnouncer()
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (id: DelegationId) => call(revokeDelegation, { params: { delegationId: id } }),
    onSuccess: () => announcer.show(t('delegation.ended')),
    onError: (error) => announcer.show(t(toMessageKey(error))),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries(delegationsQuery),
        queries.invalidateQueries({ queryKey: ['meetings'] }),
      ]),
  })
  return (id) => mutate(id)
}
