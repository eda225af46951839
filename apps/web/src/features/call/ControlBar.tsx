import { ChevronUp, Mic, MicOff, MonitorUp, PhoneOff, Video, VideoOff } from 'lucide-react'
import type { ComponentProps, RefObject } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import type { Chat } from '../chat/index.ts'
import { DeviceRadioList, SoundDevices } from '../devices/index.ts'
import { HandControl } from '../hands/index.ts'
import type { OwnHand } from '../hands/index.ts'
import { EndControl } from '../moderation/index.ts'
import { ReactionMenu } from '../reactions/index.ts'
import { canShare, isOn, useRefusal } from './commands.ts'
import type { Commands } from './commands.ts'
import styles from './ControlBar.module.css'
import { MoreMenu } from './MoreMenu.tsx'
import { ChatControl, PeopleControl } from './PanelControls.tsx'
import type { OpenPanel } from './use-panel.ts'
import { useToolbarKeys } from './use-toolbar-keys.ts'

/** What opens on top of the call. */
export type DialogName = 'shortcuts' | 'devices' | 'settings' | 'end'

/** What the controls act upon. */
export interface Controlled {
  readonly call: Call
  readonly devices: Devices
  readonly commands: Commands
  readonly panel: OpenPanel
  readonly chat: Chat
  readonly hand: OwnHand
  readonly reactions: ComponentProps<typeof ReactionMenu>
  readonly onDialog: (name: DialogName) => void
  readonly onLeave: () => void
  /** Hosts may make everybody leave; they are asked first. */
  readonly mayEnd: boolean
}

interface ControlBarProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly controlled: Controlled
}

export function ControlBar({ ref, controlled }: ControlBarProps) {
  const t = useTranslate()
  const narrow = useNarrow()
  useToolbarKeys(ref)
  return (
    <footer className={styles.bar}>
      <div ref={ref} className={styles.tools} role="toolbar" aria-label={t('control.bar')}>
        {narrow ? <Essentials {...controlled} /> : <EveryControl {...controlled} />}
      </div>
    </footer>
  )
}

function EveryControl(controlled: Controlled) {
  const { call, devices, panel, chat, hand, reactions, onDialog, mayEnd } = controlled
  const t = useTranslate()
  return (
    <>
      <div className={styles.centre}>
        <div className={styles.pair}>
          <MicrophoneControl {...controlled} />
          <Popover label={t('control.microphoneMenu')} icon={<ChevronUp size={16} />}>
            <SoundDevices devices={devices} />
          </Popover>
        </div>
        <div className={styles.pair}>
          <CameraControl {...controlled} />
          <Popover label={t('control.cameraMenu')} icon={<ChevronUp size={16} />}>
            <DeviceRadioList devices={devices} kind="camera" />
          </Popover>
        </div>
        {canShare() && <ShareControl {...controlled} />}
        <HandControl hand={hand} />
        <ReactionMenu {...reactions} />
        <div className={styles.pair}>
          <LeaveControl {...controlled} />
          {mayEnd && <EndControl onAsk={() => onDialog('end')} />}
        </div>
      </div>
      <div className={styles.end}>
        <PeopleControl call={call} panel={panel} />
        <ChatControl chat={chat} panel={panel} />
      </div>
    </>
  )
}

/** One line of a phone: what must be at hand, and a menu with the rest. */
function Essentials(controlled: Controlled) {
  const { panel, chat, hand } = controlled
  return (
    <div className={styles.essentials}>
      <MicrophoneControl {...controlled} />
      <CameraControl {...controlled} />
      <HandControl hand={hand} />
      <ChatControl chat={chat} panel={panel} />
      <MoreMenu {...controlled} />
      <LeaveControl {...controlled} />
    </div>
  )
}

function LeaveControl({ onLeave }: Pick<Controlled, 'onLeave'>) {
  const t = useTranslate()
  return (
    <IconButton
      captioned
      tone="danger"
      label={t('control.leave')}
      icon={<PhoneOff size={20} />}
      onClick={onLeave}
    />
  )
}

type SwitchProps = Pick<Controlled, 'call' | 'devices' | 'commands'>

function MicrophoneControl({ call, devices, commands }: SwitchProps) {
  const t = useTranslate()
  const refusal = useRefusal(call, 'microphone')
  const intent = useStore(call.intents, ({ microphone }) => microphone)
  const on = isOn(
    intent,
    useStore(devices.state, ({ microphone }) => microphone),
  )
  return (
    <IconButton
      captioned
      label={t('control.microphone')}
      icon={on ? <Mic size={20} /> : <MicOff size={20} />}
      pressed={on}
      tone={on ? 'plain' : 'off'}
      aria-keyshortcuts="Control+D Meta+D"
      title={refusal}
      aria-disabled={refusal !== undefined}
      onClick={() => commands.toggle('microphone')}
    />
  )
}

function CameraControl({ call, devices, commands }: SwitchProps) {
  const t = useTranslate()
  const refusal = useRefusal(call, 'camera')
  const intent = useStore(call.intents, ({ camera }) => camera)
  const on = isOn(
    intent,
    useStore(devices.state, ({ camera }) => camera),
  )
  return (
    <IconButton
      captioned
      label={t('control.camera')}
      icon={on ? <Video size={20} /> : <VideoOff size={20} />}
      pressed={on}
      tone={on ? 'plain' : 'off'}
      aria-keyshortcuts="Control+E Meta+E"
      title={refusal}
      aria-disabled={refusal !== undefined}
      onClick={() => commands.toggle('camera')}
    />
  )
}

function ShareControl({ call, commands }: Pick<Controlled, 'call' | 'commands'>) {
  const t = useTranslate()
  const refusal = useRefusal(call, 'share')
  const on = useStore(call.intents, ({ share }) => isOn(share))
  return (
    <IconButton
      captioned
      label={t('control.share')}
      icon={<MonitorUp size={20} />}
      pressed={on}
      aria-keyshortcuts="Control+Shift+S Meta+Shift+S"
      title={refusal}
      aria-disabled={refusal !== undefined}
      onClick={() => commands.toggle('share')}
    />
  )
}
