import type { MeetingDoor } from '@parvis/contract/meetings'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { formatNames } from '../../platform/i18n/format.ts'
import { useLanguage, useTranslate } from '../../platform/i18n/language.ts'
import { useTitle } from '../../ui/page.ts'
import { Page } from '../../ui/Page.tsx'
import { DeviceNotices } from '../devices/index.ts'
import { Account } from '../session/index.ts'
import { doorQuery } from './door.ts'
import { DoorProblem } from './DoorProblem.tsx'
import { EntryForm } from './EntryForm.tsx'
import { DeviceMenus, Preview } from './Preview.tsx'
import styles from './PrejoinPage.module.css'
import { loadCall, openAllowed } from './visit.ts'
import type { Visit } from './visit.ts'

/** The page before entering. It is the same whether or not the devices work. */
export function PrejoinPage({ visit }: { readonly visit: Visit }) {
  const door = useQuery(doorQuery(visit.slug))
  useTitle(door.data?.name ?? visit.slug)
  usePreparation(visit)
  if (door.isError) return <DoorProblem error={door.error} onRetry={() => void door.refetch()} />
  return (
    <Page aside={<Account />}>
      <div className={styles.prejoin}>
        <Preview devices={visit.devices} />
        <section className={styles.entry}>
          <DoorSign slug={visit.slug} door={door.data} />
          <EntryForm visit={visit} door={door.data} onRetry={() => void door.refetch()} />
        </section>
        <DeviceMenus devices={visit.devices} />
      </div>
      <DeviceNotices devices={visit.devices} />
    </Page>
  )
}

const preloadAfterMs = 1_000

/** Opens the devices when nobody has to be asked, and fetches the code of the call while the person looks at the page. */
function usePreparation({ devices }: Visit): void {
  // The browser's permissions and its network are outside of React.
  useEffect(() => {
    void openAllowed(devices)
    const timer = setTimeout(preloadCall, preloadAfterMs)
    return () => clearTimeout(timer)
  }, [devices])
}

async function preloadCall(): Promise<void> {
  try {
    const { warmUp } = await loadCall()
    await warmUp()
  } catch {
    // Nothing is lost: joining asks again, and says so if it fails.
  }
}

interface DoorSignProps {
  readonly slug: string
  readonly door: MeetingDoor | undefined
}

/** Which meeting this is, and who is there already. */
function DoorSign({ slug, door }: DoorSignProps) {
  const t = useTranslate()
  return (
    <header className={styles.sign}>
      <h1 className={styles.title}>{door?.name ?? t('prejoin.title')}</h1>
      <p className={styles.slug}>{slug}</p>
      {/* Who has to ask is not told who is there. */}
      {(!door || (door.entry === 'open' && !door.passcode)) && (
        <p className={styles.present}>{door ? <Present door={door} /> : t('page.loading')}</p>
      )}
    </header>
  )
}

const namesShown = 3

function Present({ door: { present, presentCount } }: { readonly door: MeetingDoor }) {
  const t = useTranslate()
  const language = useLanguage()
  if (presentCount === 0) return t('prejoin.nobody')
  const names = present.slice(0, namesShown).map(({ name }) => name)
  const others = presentCount - names.length
  const everybody = others > 0 ? [...names, t('prejoin.others', { count: others })] : names
  return t('prejoin.present', { count: presentCount, names: formatNames(everybody, language) })
}
