import type { Admitted } from '@parvis/contract/admission'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useTitle } from '../../ui/page.ts'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { ChatPanel, useChat } from '../chat/index.ts'
import type { Chat } from '../chat/index.ts'
import { DeviceDialog, DeviceNotices } from '../devices/index.ts'
import { useHand } from '../hands/index.ts'
import type { OwnHand } from '../hands/index.ts'
import { useArrival } from '../live/index.ts'
import type { Arrival, LiveMeeting } from '../live/index.ts'
import { EndQuestion, KnockToast, MeetingSettings, useHostActs, useMute } from '../moderation/index.ts'
import type { HostActs, Mute } from '../moderation/index.ts'
import { useReactions } from '../reactions/index.ts'
import { CallBanners } from './CallBanners.tsx'
import styles from './CallPage.module.css'
import { useCommands } from './commands.ts'
import type { Commands } from './commands.ts'
import { ControlBar } from './ControlBar.tsx'
import type { DialogName } from './ControlBar.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { ReconnectOverlay } from './ReconnectOverlay.tsx'
import { ShortcutList } from './ShortcutList.tsx'
import { Stage } from './Stage.tsx'
import { TopBar } from './TopBar.tsx'
import { useLive } from './use-live.ts'
import type { OnEnd } from './use-live.ts'
import { useNotices } from './use-notices.ts'
import { usePanel } from './use-panel.ts'
import type { OpenPanel } from './use-panel.ts'
import { useQualityReports } from './use-quality-reports.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useWakeLock } from './use-wake-lock.ts'

interface CallPageProps {
  readonly slug: MeetingSlug
  readonly call: Call
  readonly devices: Devices
  readonly admission: Admitted
  readonly onEnd: OnEnd
}

export function CallPage(props: CallPageProps) {
  const { slug, call, devices, admission, onEnd } = props
  const t = useTranslate()
  const { live, arrival, acts, mute, panel, chat, hand, reactions } = useMeeting(props)
  const { meeting } = live
  const [dialog, setDialog] = useState<DialogName>()
  const bar = useRef<HTMLDivElement>(null)
  const middle = useRef<HTMLElement>(null)
  const commands = useCommands(call, devices)
  const name = meeting?.name ?? slug
  const controlled = {
    call,
    devices,
    commands,
    panel,
    chat,
    hand,
    mayEnd: acts !== undefined,
    reactions: { slug, self: hand.id, allowed: live.ownRights.reactions, arrival },
    onDialog: setDialog,
    onLeave: () => onEnd('left'),
  }
  useSurroundings(t('call.title', { name }), middle)

  useKeys({ commands, panel, hand, bar, onDialog: setDialog })

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
          <CallBanners call={call} devices={devices} hand={hand} />
          <Stage call={call} slug={slug} live={live} reactions={reactions.shown} />
          <ReconnectOverlay status={call.status} />
          {acts && panel.open !== 'people' && (
            <KnockToast waiting={live.waiting} acts={acts} onSeeAll={() => panel.toggle('people')} />
          )}
        </div>
        <CallPanel
          panel={panel}
          call={call}
          live={live}
          arrival={arrival}
          acts={acts}
          onMute={mute}
          chat={chat}
        />
      </main>
      <ControlBar ref={bar} controlled={controlled} />
      <DeviceNotices devices={devices} />
      <CallDialogs {...{ dialog, devices, live, acts }} onClose={() => setDialog(undefined)} />
    </div>
  )
}

interface CallPanelProps {
  readonly panel: OpenPanel
  readonly call: Call
  readonly live: LiveMeeting
  /** For hosts. */
  readonly acts: HostActs | undefined
  readonly onMute: Mute | undefined
  readonly arrival: Arrival
  readonly chat: Chat
}

function CallPanel({ panel: { open, toggle }, call, live, acts, onMute, arrival, chat }: CallPanelProps) {
  if (open === 'people')
    return (
      <PeoplePanel call={call} live={live} acts={acts} onMute={onMute} onClose={() => toggle('people')} />
    )
  return (
    open === 'chat' && (
      <ChatPanel
        chat={chat}
        arrival={arrival}
        host={acts !== undefined}
        allowed={live.ownRights.chat}
        onClose={() => toggle('chat')}
      />
    )
  )
}

/** What happens in the meeting beside its media, and what the person looks at of it. */
function useMeeting({ slug, call, devices, admission, onEnd }: CallPageProps) {
  const self = admission.participantId
  const panel = usePanel()
  const { chat, hearChat } = useChat({ slug, self }, { open: panel.open === 'chat' })
  const reactions = useReactions(self)
  useQualityReports(call, { slug, self })
  const live = useLive({ call, devices, admission, onEnd, hearChat, hearReaction: reactions.hear })
  const [putOut] = useState(() => new Set<ParticipantId>())
  useNotices(call, putOut)
  const own = live.present.find((one) => one.id === self)
  const acts = useHostActs(slug, { when: own?.host ?? false, putOut })
  const mute = useMute(slug, { meeting: live.meeting, self: own })
  const arrival = useArrival(self, live.present)
  const hand = useHand(slug, { self, present: live.present, arrival })
  return { live, arrival, acts, mute, panel, chat, hand, reactions }
}

interface Keyed {
  readonly commands: Commands
  readonly panel: OpenPanel
  readonly hand: OwnHand
  readonly bar: RefObject<HTMLElement | null>
  readonly onDialog: (name: DialogName) => void
}

/** What each shortcut does. */
function useKeys({ commands, panel, hand, bar, onDialog }: Keyed): void {
  useShortcuts({
    talk: commands.talk,
    run(id) {
      if (id === 'people' || id === 'chat') panel.toggle(id)
      else if (id === 'hand') hand.toggle()
      else if (id === 'reactions') bar.current?.querySelector<HTMLElement>(reactionButton)?.click()
      else if (id === 'toolbar') bar.current?.querySelector('button')?.focus()
      else if (id === 'list') onDialog('shortcuts')
      else commands.toggle(id)
    },
  })
}

// The one that says so itself.
const reactionButton = '[aria-keyshortcuts~="Control+Shift+E"]'

/** What goes on around the call: the tab's title, a screen that stays awake, the focus. */
function useSurroundings(title: string, middle: RefObject<HTMLElement | null>): void {
  useTitle(title)
  useWakeLock()
  useKeptFocus(middle)
}

interface CallDialogsProps {
  readonly dialog: DialogName | undefined
  readonly devices: Devices
  readonly live: LiveMeeting
  /** For hosts. */
  readonly acts: HostActs | undefined
  readonly onClose: () => void
}

function CallDialogs({ dialog, devices, live: { meeting, talk }, acts, onClose }: CallDialogsProps) {
  if (dialog === 'shortcuts') return <ShortcutList onClose={onClose} />
  if (dialog === 'devices') return <DeviceDialog devices={devices} onClose={onClose} />
  if (!meeting || !acts) return null
  if (dialog === 'settings')
    return <MeetingSettings meeting={meeting} talk={talk} acts={acts} onClose={onClose} />
  return dialog === 'end' && <EndQuestion onConfirm={acts.end} onClose={onClose} />
}
