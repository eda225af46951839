import type { Admitted } from '@parvis/contract/admission'
import type { MeetingSlug } from '@parvis/contract/ids'
import { useEffect, useRef, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useTitle } from '../../ui/page.ts'
import { DeviceNotices } from '../devices/index.ts'
import { CallBanners } from './CallBanners.tsx'
import styles from './CallPage.module.css'
import { useCommands } from './commands.ts'
import { ControlBar } from './ControlBar.tsx'
import { useLiveMeeting } from './live-meeting.ts'
import { PeoplePanel } from './PeoplePanel.tsx'
import { ReconnectOverlay } from './ReconnectOverlay.tsx'
import { ShortcutList } from './ShortcutList.tsx'
import { Stage } from './Stage.tsx'
import { TopBar } from './TopBar.tsx'
import { useNotices } from './use-notices.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useWakeLock } from './use-wake-lock.ts'

interface CallPageProps {
  readonly slug: MeetingSlug
  readonly call: Call
  readonly devices: Devices
  readonly admission: Admitted
  readonly onEnd: (ending: 'left' | 'ended') => void
}

export function CallPage({ slug, call, devices, admission, onEnd }: CallPageProps) {
  const t = useTranslate()
  const { name, present, ended } = useLiveMeeting(admission.live)
  const [panel, setPanel] = useState<'people' | undefined>()
  const [listing, setListing] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const commands = useCommands(call, devices)
  useTitle(t('call.title', { name: name ?? slug }))
  useWakeLock()
  useNotices(call)
  useEnding({ ended, onEnd })

  function togglePanel(): void {
    setPanel(panel ? undefined : 'people')
  }

  useShortcuts({
    talk: commands.talk,
    run(id) {
      if (id === 'people') togglePanel()
      else if (id === 'toolbar') bar.current?.querySelector('button')?.focus()
      else if (id === 'list') setListing(true)
      else commands.toggle(id)
    },
  })

  return (
    <div className={styles.page} data-scene="call">
      <TopBar slug={slug} name={name} startedAt={admission.startedAt} onList={() => setListing(true)} />
      <main className={styles.middle} aria-label={t('call.stage')}>
        <h1 className={styles.heading}>{name ?? slug}</h1>
        <div className={styles.scene}>
          <CallBanners call={call} devices={devices} />
          <Stage call={call} slug={slug} />
          <ReconnectOverlay status={call.status} />
        </div>
        {panel === 'people' && (
          <PeoplePanel call={call} present={present} onClose={() => setPanel(undefined)} />
        )}
      </main>
      <ControlBar
        ref={bar}
        call={call}
        devices={devices}
        commands={commands}
        panelOpen={panel === 'people'}
        onPanel={togglePanel}
        onLeave={() => onEnd('left')}
      />
      <DeviceNotices devices={devices} />
      {listing && <ShortcutList onClose={() => setListing(false)} />}
    </div>
  )
}

function useEnding({
  ended,
  onEnd,
}: {
  readonly ended: boolean
  readonly onEnd: CallPageProps['onEnd']
}): void {
  // The visit that owns the call stands outside of React; the server has ended the meeting.
  useEffect(() => {
    if (ended) onEnd('ended')
  }, [ended, onEnd])
}
