import type { ReplyOf } from '@parvis/contract/route'
import type { getStatistics } from '@parvis/contract/statistics'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { measures } from './statistics-query.ts'
import type { Measure } from './statistics-query.ts'
import styles from './StatisticsSection.module.css'

interface TotalsProps extends Pick<ReplyOf<typeof getStatistics>, 'total'> {
  /** All of them without it. */
  readonly shown?: readonly Measure[]
}

/** The figures of the whole time. */
export function Totals({ total, shown = measures }: TotalsProps) {
  const t = useConsoleTranslate()
  const language = useLanguage()
  const numbers = new Intl.NumberFormat(language)
  const share = new Intl.NumberFormat(language, { style: 'percent' })
  return (
    <dl className={styles.totals}>
      {shown.map((measure) => (
        <div key={measure} className={styles.total}>
          <dt>{t(`statistics.${measure}`)}</dt>
          <dd className={styles.figure}>{numbers.format(total[measure])}</dd>
          {measure === 'guests' && total.participants > 0 && (
            <dd className={styles.hint}>
              {t('statistics.guestShare')} {share.format(total.guests / total.participants)}
            </dd>
          )}
          {measure === 'poorMinutes' && <dd className={styles.hint}>{t('statistics.poorMinutesHint')}</dd>}
          {measure === 'neverConnected' && (
            <dd className={styles.hint}>{t('statistics.neverConnectedHint')}</dd>
          )}
        </div>
      ))}
    </dl>
  )
}
