import { Link } from 'wouter'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import styles from './ConsolePage.module.css'
import type { Section } from './sections.ts'

interface SectionLinksProps {
  readonly sections: readonly Section[]
  readonly open: Section
}

export function SectionLinks({ sections, open }: SectionLinksProps) {
  const t = useConsoleTranslate()
  return (
    <nav className={styles.navigation} aria-label={t('console.sections')}>
      <ul className={styles.links}>
        {sections.map((section) => (
          <li key={section.path}>
            <Link
              href={section.path === '' ? '/admin' : `/admin/${section.path}`}
              className={styles.link}
              aria-current={section === open ? 'page' : undefined}
            >
              {t(section.title)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
