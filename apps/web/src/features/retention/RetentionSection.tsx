import { getRetention, retentionRules, updateRetention } from '@parvis/contract/retention'
import type { Retention, RetentionKind } from '@parvis/contract/retention'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { submit } from '../../ui/submit.ts'
import { TextField } from '../../ui/TextField.tsx'
import { useAct } from '../../ui/use-act.ts'
import styles from './RetentionSection.module.css'

const retentionQuery = queryOptions({
  queryKey: ['admin', 'retention'],
  queryFn: () => call(getRetention, {}),
})

/** How long each kind of data is kept. */
export function RetentionSection() {
  const t = useConsoleTranslate()
  const { data, error, refetch } = useQuery(retentionQuery)
  return (
    <>
      <p>{t('retention.intro')}</p>
      {error && (
        <Notice tone="danger">
          <p>{t(toMessageKey(error))}</p>
          <Button onClick={() => void refetch()}>{t('page.retry')}</Button>
        </Notice>
      )}
      {data ? <RetentionForm kept={data} /> : !error && <output>{t('page.loading')}</output>}
    </>
  )
}

const kinds = Object.keys(retentionRules) as RetentionKind[] // of the object above

function RetentionForm({ kept }: { readonly kept: Retention }) {
  const t = useConsoleTranslate()
  const { act, busy } = useAct(retentionQuery.queryKey)
  const [typed, setTyped] = useState<Partial<Record<RetentionKind, string>>>({})
  const [checked, setChecked] = useState(false)
  const daysOf = (kind: RetentionKind): number => Number(typed[kind] ?? kept[kind])
  const isWrong = (kind: RetentionKind): boolean => !isAllowed(kind, daysOf(kind))

  function handleSave(): void {
    setChecked(true)
    if (kinds.some(isWrong)) return
    const changed = kinds.filter((kind) => daysOf(kind) !== kept[kind])
    const body = Object.fromEntries(changed.map((kind) => [kind, daysOf(kind)]))
    act({ done: t('retention.saved'), run: () => call(updateRetention, { body }) })
  }

  return (
    <form noValidate className={styles.form} onSubmit={(event) => submit(event, handleSave)}>
      {kinds.map((kind) => (
        <TextField
          key={kind}
          label={t(`retention.${kind}`)}
          hint={t(`retention.${kind}Hint`, retentionRules[kind])}
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={typed[kind] ?? String(kept[kind])}
          error={checked && isWrong(kind) ? t('retention.wrong', retentionRules[kind]) : undefined}
          onChange={({ target }) => setTyped({ ...typed, [kind]: target.value })}
        />
      ))}
      <div className={styles.save}>
        <Button type="submit" tone="primary" busy={busy}>
          {t('page.save')}
        </Button>
      </div>
    </form>
  )
}

function isAllowed(kind: RetentionKind, days: number): boolean {
  const { least, most } = retentionRules[kind]
  return Number.isInteger(days) && days >= least && days <= most
}
