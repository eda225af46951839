import type { Me } from '@parvis/contract/session'
import { ShieldCheck } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { NotFoundPage } from '../../ui/NotFoundPage.tsx'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { Statement } from '../../ui/Statement.tsx'
import { Account, administers, SignInFirst, useMe } from '../session/index.ts'
import styles from './ConsolePage.module.css'
import { SectionLinks } from './SectionLinks.tsx'
import { sections } from './sections.ts'
import type { Section } from './sections.ts'

const shield = <ShieldCheck size={32} aria-hidden="true" />

/** The administration console. `path`: what follows `/admin/`, the section and what is open in it. */
export function ConsolePage({ path }: { readonly path: string }) {
  const t = useTranslate()
  const me = useMe()
  if (me === undefined) return <Page>{t('page.loading')}</Page>
  if (me === null) return <SignedOutOfConsole />
  if (!administers(me)) return <NotAllowed />
  const offered = sections.filter((section) => isFor(section, me))
  const [first = '', ...rest] = path.split('/')
  const section = offered.find((one) => one.path === first)
  if (!section) return <NotFoundPage />
  return <OpenSection section={section} offered={offered} path={rest.join('/')} />
}

function isFor({ platformOnly }: Section, me: Me): boolean {
  return !platformOnly || me.platformAdministrator
}

interface OpenSectionProps {
  readonly section: Section
  readonly offered: readonly Section[]
  readonly path: string
}

function OpenSection({ section, offered, path }: OpenSectionProps) {
  const t = useConsoleTranslate()
  const title = t(section.title)
  useTitle(`${title} · ${t('session.administration')}`)
  return (
    <Page aside={<Account />}>
      <div className={styles.console}>
        <SectionLinks sections={offered} open={section} />
        <section className={styles.section} aria-labelledby="section-title">
          <h1 id="section-title" className={styles.title}>
            {title}
          </h1>
          <section.Content path={path} />
        </section>
      </div>
    </Page>
  )
}

function SignedOutOfConsole() {
  const t = useConsoleTranslate()
  useTitle(t('session.administration'))
  return <SignInFirst icon={shield} title={t('console.signIn')} text={t('console.signInText')} />
}

function NotAllowed() {
  const t = useConsoleTranslate()
  useTitle(t('session.administration'))
  return (
    <Page centred aside={<Account />}>
      <Statement icon={shield} title={t('console.notAllowed')} text={t('console.notAllowedText')}>
        <ButtonLink href="/" tone="primary">
          {t('page.home')}
        </ButtonLink>
      </Statement>
    </Page>
  )
}
