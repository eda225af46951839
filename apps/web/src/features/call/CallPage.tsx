import type { Admitted } from '@parvis/contract/admission'
import type { MeetingSlug } from '@parvis/contract/ids'
import { useRef, useState } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useTitle } from '../../ui/page.ts'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { DeviceNotices } from '../devices/index.ts'
import type { LiveMeeting } from '../live/index.ts'
import { EndQuestion, KnockToast, MeetingSettings, useHostActs } from '../moderation/index.ts'
import type { HostActs } from '../moderation/index.ts'
import { CallBanners } from './CallBanners.tsx'
import styles from './CallPage.module.css'
import { useCommands } from './commands.ts'
import { ControlBar } from './ControlBar.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { ReconnectOverlay } from './ReconnectOverlay.tsx'
import { ShortcutList } from './ShortcutList.tsx'
import { Stage } from './Stage.tsx'
import { TopBar } from './TopBar.tsx'
import { useLive } from './use-live.ts'
import type { OnEnd } from './use-live.ts'
import { useNotices } from './use-notices.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useWakeLock } from './use-wake-lock.ts'

interface CallPageProps {
  readonly slug: MeetingSlug
  readonly call: Call
  readonly devices: Devices
  readonly admission: Admitted
  readonly onEnd: OnEnd
}

export function CallPage({ slug, call, devices, admission, onEnd }: CallPageProps) {
  const t = useTranslate()
  const live = useLive({ call, devices, admission, onEnd })
  const { meeting, present } = live
  const self = present.find(({ id }) => id === admission.participantId)
  const acts = useHostActs(slug, { when: self?.host ?? false })
  const [panelOpen, setPanelOpen] = useState(false)
  const [dialog, setDialog] = useState<DialogName>()
  const bar = useRef<HTMLDivElement>(null)
  const middle = useRef<HTMLElement>(null)
  const commands = useCommands(call, devices)
  const name = meeting?.name ?? slug
  useTitle(t('call.title', { name }))
  useWakeLock()
  useNotices(call)
  useKeptFocus(middle)

  const togglePanel = () => setPanelOpen(!panelOpen)
  useShortcuts({
    talk: commands.talk,
    run(id) {
      if (id === 'people') togglePanel()
      else if (id === 'toolbar') bar.current?.querySelector('button')?.focus()
      else if (id === 'list') setDialog('shortcuts')
      else commands.toggle(id)
    },
  })

  return (
    <div className={styles.page} data-scene="call">
      <TopBar
        slug={slug}
        name={name}
        locked={meeting?.locked ?? false}
        startedAt={admission.startedAt}
        onList={() => setDialog('shortcuts')}
        onSettings={acts && meeting ? () => setDialog('settings') : undefined}
      />
      <main ref={middle} className={styles.middle} aria-label={t('call.stage')} tabIndex={-1}>
        <h1 className={styles.heading}>{name}</h1>
        <div className={styles.scene}>
          <CallBanners call={call} devices={devices} />
          <Stage call={call} slug={slug} present={present} spotlight={live.spotlight} />
          <ReconnectOverlay status={call.status} />
          {acts && !panelOpen && <KnockToast waiting={live.waiting} acts={acts} onSeeAll={togglePanel} />}
        </div>
        {panelOpen && <PeoplePanel call={call} live={live} acts={acts} onClose={togglePanel} />}
      </main>
      <ControlBar
        ref={bar}
        call={call}
        devices={devices}
        commands={commands}
        panel={{ open: panelOpen, toggle: togglePanel }}
        onLeave={() => onEnd('left')}
        onAskEnd={acts ? () => setDialog('end') : undefined}
      />
      <DeviceNotices devices={devices} />
      <CallDialogs dialog={dialog} live={live} acts={acts} onClose={() => setDialog(undefined)} />
    </div>
  )
}

type DialogName = 'shortcuts' | 'settings' | 'end'

interface CallDialogsProps {
  readonly dialog: DialogName | undefined
  readonly live: LiveMeeting
  /** For hosts. */
  readonly acts: HostActs | undefined
  readonly onClose: () => void
}

function CallDialogs({ dialog, live: { meeting, talk }, acts, onClose }: CallDialogsProps) {
  if (dialog === 'shortcuts') return <ShortcutList onClose={onClose} />
  if (!meeting || !acts) return null
  if (dialog === 'settings')
    return <MeetingSettings meeting={meeting} talk={talk} acts={acts} onClose={onClose} />
  return dialog === 'end' && <EndQuestion onConfirm={acts.end} onClose={onClose} />
}
