import type { MessageKey } from '../../platform/i18n/catalog.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { CaptureFailure, Devices } from '../../rtc/devices.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { toBrowser } from './browser.ts'
import type { Browser, System } from './browser.ts'
import { deviceNames } from './device-options.ts'

const browserGuide = {
  chromium: 'permission.chromium',
  firefox: 'permission.firefox',
  safari: 'permission.safari',
  other: 'permission.otherBrowser',
} as const satisfies Record<Browser, MessageKey>

const systemGuide = {
  windows: 'permission.windows',
  mac: 'permission.mac',
  android: 'permission.android',
  ios: 'permission.ios',
  other: 'permission.otherSystem',
} as const satisfies Record<System, MessageKey>

const failureTexts = {
  'device-missing': 'capture.missing',
  'device-busy': 'capture.busy',
  'capture-failed': 'capture.failed',
} as const satisfies Partial<Record<CaptureFailure, MessageKey>>

type Guide = (typeof browserGuide)[Browser] | (typeof systemGuide)[System]

/** Why the microphone or the camera gives nothing, and what can be done about it here. Shows nothing when all is well. */
export function CaptureProblem({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const { microphone, camera } = useStore(devices.state)
  const here = toBrowser(navigator.userAgent)
  const failures = [microphone.wanted && microphone.failure, camera.wanted && camera.failure]
  if (failures.includes('permission-denied'))
    return <PermissionGuide devices={devices} guides={[browserGuide[here.browser]]} />
  if (failures.includes('system-denied'))
    return <PermissionGuide devices={devices} guides={[systemGuide[here.system]]} />
  return (['microphone', 'camera'] as const).map((kind) => {
    const { wanted, failure } = kind === 'microphone' ? microphone : camera
    if (!wanted || !failure || failure === 'permission-denied' || failure === 'system-denied') return null
    return (
      <Notice key={kind} tone="warning" title={t(deviceNames[kind])}>
        <p>{t(failureTexts[failure])}</p>
        <Button onClick={() => void devices.open()}>{t('capture.again')}</Button>
      </Notice>
    )
  })
}

function PermissionGuide({
  devices,
  guides,
}: {
  readonly devices: Devices
  readonly guides: readonly Guide[]
}) {
  const t = useTranslate()
  return (
    <Notice tone="warning" title={t('permission.title')}>
      {guides.map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      <p>{t('permission.anyway')}</p>
      <Button onClick={() => void devices.open()}>{t('capture.again')}</Button>
    </Notice>
  )
}
