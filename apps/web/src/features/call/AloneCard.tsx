import type { MeetingSlug } from '@parvis/contract/ids'
import { Link2 } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './AloneCard.module.css'
import { useCopyLink } from '../../ui/use-copy-link.ts'

/** Instead of an empty black page. */
export function AloneCard({ slug }: { readonly slug: MeetingSlug }) {
  const t = useTranslate()
  const copyLink = useCopyLink(slug)
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{t('alone.title')}</h2>
      <p className={styles.text}>{t('alone.text')}</p>
      <p className={styles.link}>{`${location.host}/${slug}`}</p>
      <Button tone="primary" icon={<Link2 size={20} aria-hidden="true" />} onClick={copyLink}>
        {t('call.copyLink')}
      </Button>
    </section>
  )
}
