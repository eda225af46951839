import type { ReactNode } from 'react'
import { Link } from 'wouter'
import {
  chooseLanguage,
  languageNames,
  languages,
  useLanguage,
  useTranslate,
} from '../platform/i18n/language.ts'
import type { Language } from '../platform/i18n/language.ts'
import { readBranding } from '../platform/branding.ts'
import { toMessageKey } from '../platform/problem-text.ts'
import { useAnnouncer } from './announcer.ts'
import { HiddenText } from './HiddenText.tsx'
import { Logo } from './Logo.tsx'
import styles from './Page.module.css'
import { Select } from './Select.tsx'

interface PageProps {
  /** What stands at the end of the header, such as the account. */
  readonly aside?: ReactNode
  /** Puts the content in the middle, for pages that say one thing. */
  readonly centred?: boolean
  readonly children: ReactNode
}

export function Page({ aside, centred = false, children }: PageProps) {
  const t = useTranslate()
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link href="/" className={styles.home}>
          <Logo />
          <HiddenText>{t('page.home')}</HiddenText>
        </Link>
        {aside}
      </header>
      <main className={styles.main} data-centred={centred}>
        {children}
      </main>
      <footer className={styles.footer}>
        <LegalLinks />
        <LanguageSelect />
      </footer>
    </div>
  )
}

function LegalLinks() {
  const language = useLanguage()
  const { links } = readBranding()
  // Whoever reads in a language for which nothing was written has the right to those pages, too.
  const shown = links[language] ? language : languages.find((other) => links[other])
  return (
    shown &&
    links[shown]?.map(({ label, url }) => (
      <a key={url} href={url} lang={shown}>
        {label}
      </a>
    ))
  )
}

function LanguageSelect() {
  const t = useTranslate()
  const language = useLanguage()
  const announcer = useAnnouncer()

  async function choose(wanted: Language): Promise<void> {
    try {
      await chooseLanguage(wanted)
    } catch (error) {
      announcer.show(t(toMessageKey(error)))
    }
  }

  return (
    <Select
      bare
      label={t('page.language')}
      value={language}
      options={languages.map((value) => ({ value, label: languageNames[value] }))}
      onChange={(value) => void choose(value)}
    />
  )
}
