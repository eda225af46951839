import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { readBranding } from '../../platform/branding.ts'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { UpcomingMeetings } from '../calendar/index.ts'
import { Account, useMe } from '../session/index.ts'
import { CodeField } from './CodeField.tsx'
import styles from './HomePage.module.css'
import { NewMeetingButton } from './NewMeetingButton.tsx'
import { RecentMeetings } from './RecentMeetings.tsx'

export function HomePage() {
  const t = useTranslate()
  const me = useMe()
  const home = readBranding().home[useLanguage()]
  useTitle('')
  return (
    <Page aside={<Account />}>
      <div className={styles.home}>
        <section className={styles.lead}>
          <h1 className={styles.title}>{home?.title ?? t('home.title')}</h1>
          <p className={styles.text}>{home?.text ?? t(me ? 'home.text' : 'home.guestText')}</p>
          <div className={styles.ways}>
            {me && (
              <>
                <NewMeetingButton />
                <p className={styles.or}>{t('home.or')}</p>
              </>
            )}
            <CodeField />
          </div>
        </section>
        {me ? <OwnMeetings /> : <Porch />}
      </div>
    </Page>
  )
}

function OwnMeetings() {
  return (
    <div className={styles.own}>
      <UpcomingMeetings />
      <RecentMeetings />
    </div>
  )
}

/** A porch and its forecourt, drawn in the colours of the page. */
function Porch() {
  return (
    <svg className={styles.porch} viewBox="0 0 400 320" aria-hidden="true">
      <path className={styles.wall} d="M40 250V150a160 140 0 0 1 320 0v100Z" />
      <path className={styles.arch} d="M90 250v-94a110 100 0 0 1 220 0v94Z" />
      <path className={styles.opening} d="M140 250v-86a60 62 0 0 1 120 0v86Z" />
      <path
        className={styles.paving}
        d="M8 250h384M40 276h320M80 302h240M140 250 96 310M260 250l44 60M200 250v60"
      />
      <circle className={styles.person} cx="182" cy="206" r="11" />
      <path className={styles.person} d="M164 250v-14a18 18 0 0 1 36 0v14Z" />
      <circle className={styles.other} cx="222" cy="212" r="10" />
      <path className={styles.other} d="M206 250v-11a16 16 0 0 1 32 0v11Z" />
    </svg>
  )
}
