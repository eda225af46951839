import { verifyAudit } from '@parvis/contract/audit'
import type { ReplyOf } from '@parvis/contract/route'
import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './AuditSection.module.css'

/** Reads the whole chain and says in words whether it holds. */
export function VerifyChain() {
  const t = useConsoleTranslate()
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => call(verifyAudit, { body: {} }),
  })
  return (
    <div className={styles.verify}>
      <p>{t('audit.verifyText')}</p>
      <Button icon={<ShieldCheck size={20} aria-hidden="true" />} busy={isPending} onClick={() => mutate()}>
        {t('audit.verify')}
      </Button>
      {error && <Notice tone="danger">{t(toMessageKey(error))}</Notice>}
      {data && !isPending && <Verdict verdict={data} />}
    </div>
  )
}

function Verdict({ verdict }: { readonly verdict: ReplyOf<typeof verifyAudit> }) {
  const t = useConsoleTranslate()
  const { from, through, head, fault } = verdict
  if (fault)
    return (
      <Notice tone="danger" title={t('audit.broken')}>
        {t(fault.kind === 'missing' ? 'audit.missing' : 'audit.altered', { position: fault.position })}
      </Notice>
    )
  return (
    <Notice title={t('audit.holds', { count: Number(through) - Number(from) + 1 })}>
      <p className={styles.hash}>{t('audit.head', { hash: head })}</p>
    </Notice>
  )
}
