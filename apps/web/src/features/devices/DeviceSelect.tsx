import { Camera, Mic, Volume2 } from 'lucide-react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { DeviceKind, Devices, DevicesState } from '../../rtc/devices.ts'
import { RadioList } from '../../ui/RadioList.tsx'
import { Select } from '../../ui/Select.tsx'
import { deviceNames, toOptions } from './device-options.ts'

interface DeviceChoiceProps {
  readonly devices: Devices
  readonly kind: DeviceKind
}

const icons = { microphone: Mic, camera: Camera, speaker: Volume2 } as const

/** The device menu of the page before entering. */
export function DeviceSelect({ devices, kind }: DeviceChoiceProps) {
  const t = useTranslate()
  const state = useStore(devices.state)
  const name = t(deviceNames[kind])
  const Icon = icons[kind]
  const options = toOptions(state.available[kind], name, t)
  const none = { value: '', label: t(isKnown(state) ? 'device.none' : 'device.afterPermission') }
  return (
    <Select
      label={name}
      icon={<Icon size={16} aria-hidden="true" />}
      value={chosenId(state, kind)}
      options={options.length > 0 ? options : [none]}
      disabled={options.length === 0 || (kind === 'speaker' && !devices.canChooseSpeaker)}
      onChange={(id) => void devices.choose(kind, id)}
    />
  )
}

/** The same choice inside of the call, where the list is open already. */
export function DeviceRadioList({ devices, kind }: DeviceChoiceProps) {
  const t = useTranslate()
  const state = useStore(devices.state)
  const name = t(deviceNames[kind])
  const options = toOptions(state.available[kind], name, t)
  if (options.length === 0) return <p>{t('device.noneOf', { name })}</p>
  return (
    <RadioList
      legend={name}
      value={chosenId(state, kind)}
      options={options}
      onChange={(id) => void devices.choose(kind, id)}
    />
  )
}

/** What is heard and what hears, for wherever both are chosen in one place. */
export function SoundDevices({ devices }: { readonly devices: Devices }) {
  return (
    <>
      <DeviceRadioList devices={devices} kind="microphone" />
      {devices.canChooseSpeaker && <DeviceRadioList devices={devices} kind="speaker" />}
    </>
  )
}

function isKnown({ permission }: DevicesState): boolean {
  return permission === 'granted' || permission === 'partly'
}

/** What is used; else what would be. */
function chosenId({ preferred, available, ...state }: DevicesState, kind: DeviceKind): string {
  const used = kind === 'speaker' ? state.speakerId : state[kind].deviceId
  const there = available[kind]
  return used ?? (there.find(({ id }) => id === preferred[kind]) ?? there[0])?.id ?? ''
}
