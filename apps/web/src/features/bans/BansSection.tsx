import type { MeetingSlug } from '@parvis/contract/ids'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMeetingsTranslate } from '../../platform/i18n/meetings-words.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { BanItem } from './BanItem.tsx'
import { bansQuery } from './bans-query.ts'
import styles from './BansSection.module.css'

/** Who may not come back, for owners and co-hosts. */
export function BansSection({ slug }: { readonly slug: MeetingSlug }) {
  const t = useMeetingsTranslate()
  const list = useInfiniteQuery(bansQuery(slug))
  return (
    <section className={styles.section} aria-labelledby="bans-title">
      <h2 id="bans-title" className={styles.title}>
        {t('bans.title')}
      </h2>
      <PagedList label={t('bans.title')} list={list} empty={t('bans.nobody')}>
        {(entry) => <BanItem key={entry.id} slug={slug} entry={entry} />}
      </PagedList>
    </section>
  )
}
