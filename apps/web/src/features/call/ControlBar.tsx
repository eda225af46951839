import {
  ChevronUp,
  MessageSquareText,
  Mic,
  MicOff,
  MonitorUp,
  PhoneOff,
  Users,
  Video,
  VideoOff,
} from 'lucide-react'
import { useId } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { HiddenText } from '../../ui/HiddenText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { countUnread } from '../chat/index.ts'
import type { Chat } from '../chat/index.ts'
import { DeviceRadioList } from '../devices/index.ts'
import { EndControl } from '../moderation/index.ts'
import { canShare, isOn, useRefusal } from './commands.ts'
import type { Commands } from './commands.ts'
import styles from './ControlBar.module.css'
import type { OpenPanel } from './use-panel.ts'
import { useToolbarKeys } from './use-toolbar-keys.ts'

interface ControlBarProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly call: Call
  readonly devices: Devices
  readonly commands: Commands
  readonly panel: OpenPanel
  readonly chat: Chat
  readonly onLeave: () => void
  /** For hosts: leads to the question whether everybody shall leave. */
  readonly onAskEnd: (() => void) | undefined
  /** What people show without a word: it stands between the share and the way out. */
  readonly children: ReactNode
}

export function ControlBar(props: ControlBarProps) {
  const { ref, call, devices, commands, panel, chat, onLeave, onAskEnd, children } = props
  const t = useTranslate()
  useToolbarKeys(ref)
  return (
    <footer className={styles.bar}>
      <div ref={ref} className={styles.tools} role="toolbar" aria-label={t('control.bar')}>
        <div className={styles.centre}>
          <MicrophoneControl call={call} devices={devices} commands={commands} />
          <CameraControl call={call} devices={devices} commands={commands} />
          {canShare() && <ShareControl call={call} commands={commands} />}
          {children}
          <div className={styles.pair}>
            <IconButton
              captioned
              tone="danger"
              label={t('control.leave')}
              icon={<PhoneOff size={20} />}
              onClick={onLeave}
            />
            {onAskEnd && <EndControl onAsk={onAskEnd} />}
          </div>
        </div>
        <div className={styles.end}>
          <PeopleControl call={call} panel={panel} />
          <ChatControl chat={chat} panel={panel} />
        </div>
      </div>
    </footer>
  )
}

interface SwitchProps {
  readonly call: Call
  readonly devices: Devices
  readonly commands: Commands
}

function MicrophoneControl({ call, devices, commands }: SwitchProps) {
  const t = useTranslate()
  const refusal = useRefusal(call, 'microphone')
  const intent = useStore(call.intents, ({ microphone }) => microphone)
  const on = isOn(
    intent,
    useStore(devices.state, ({ microphone }) => microphone),
  )
  return (
    <div className={styles.pair}>
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
      <Popover label={t('control.microphoneMenu')} icon={<ChevronUp size={16} />}>
        <DeviceRadioList devices={devices} kind="microphone" />
        {devices.canChooseSpeaker && <DeviceRadioList devices={devices} kind="speaker" />}
      </Popover>
    </div>
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
    <div className={styles.pair}>
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
      <Popover label={t('control.cameraMenu')} icon={<ChevronUp size={16} />}>
        <DeviceRadioList devices={devices} kind="camera" />
      </Popover>
    </div>
  )
}

function ShareControl({ call, commands }: Pick<SwitchProps, 'call' | 'commands'>) {
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

function PeopleControl({ call, panel }: { readonly call: Call; readonly panel: OpenPanel }) {
  const t = useTranslate()
  const count = useStore(call.participants, ({ length }) => length)
  return (
    <PanelControl
      label={t('control.people')}
      icon={<Users size={20} />}
      keys="Control+Shift+P Alt+P"
      count={count}
      countWords={t('people.count', { count })}
      open={panel.open === 'people'}
      onClick={() => panel.toggle('people')}
    />
  )
}

function ChatControl({ chat, panel }: { readonly chat: Chat; readonly panel: OpenPanel }) {
  const t = useTranslate()
  const open = panel.open === 'chat'
  const unread = useStore(chat.talk, (talk) => countUnread(talk, chat.self))
  const count = open ? 0 : unread
  return (
    <PanelControl
      label={t('control.chat')}
      icon={<MessageSquareText size={20} />}
      keys="Control+Shift+M Meta+Shift+M"
      count={count}
      countWords={t('chat.unread', { count })}
      open={open}
      onClick={() => panel.toggle('chat')}
    />
  )
}

interface PanelControlProps {
  readonly label: string
  readonly icon: ReactNode
  readonly keys: string
  /** Shown beside the icon; nothing for 0. */
  readonly count: number
  readonly countWords: string
  readonly open: boolean
  readonly onClick: () => void
}

function PanelControl({ label, icon, keys, count, countWords, open, onClick }: PanelControlProps) {
  const id = useId()
  return (
    <div className={styles.counted}>
      <IconButton
        captioned
        label={label}
        icon={icon}
        pressed={open}
        aria-describedby={count > 0 ? id : undefined}
        aria-keyshortcuts={keys}
        onClick={onClick}
      />
      {count > 0 && (
        <>
          <span className={styles.count} aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
          <HiddenText id={id}>{countWords}</HiddenText>
        </>
      )}
    </div>
  )
}
