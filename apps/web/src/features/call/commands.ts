import type { SourceRights } from '@parvis/contract/meetings'
import { useMemo } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Call, Intent } from '../../rtc/call.ts'
import type { CaptureState, Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

type Toggle = 'microphone' | 'camera' | 'share'

/** What buttons and keys do in the call. The effect is said in words, and so is a failure. */
export interface Commands {
  readonly toggle: (what: Toggle) => void
  readonly talk: () => () => void
}

const saidOn = { microphone: 'said.microphoneOn', camera: 'said.cameraOn', share: 'said.shareOn' } as const
const saidOff = {
  microphone: 'said.microphoneOff',
  camera: 'said.cameraOff',
  share: 'said.shareOff',
} as const

const refusals = {
  microphone: 'forbidden.microphone',
  camera: 'forbidden.camera',
  share: 'forbidden.share',
} as const

/** Why the hosts keep this switch off, when they do. */
export function useRefusal(call: Call, what: Toggle): string | undefined {
  const t = useTranslate()
  const rights = useStore(call.rights)
  return isAllowed(rights, what) ? undefined : t(refusals[what])
}

function isAllowed(rights: SourceRights, what: Toggle): boolean {
  return rights[what === 'share' ? 'screen' : what]
}

/** Whether a switch shows as on: wanted, and not refused by the device. */
export function isOn(intent: Intent, capture?: CaptureState): boolean {
  return intent.wanted && capture?.failure === undefined
}

/** Whether this browser can show its screen to others: telephones cannot. */
export function canShare(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices
}

export function useCommands(call: Call, devices: Devices): Commands {
  const t = useTranslate()
  const announcer = useAnnouncer()
  return useMemo(() => {
    function turn(what: Toggle, on: boolean): Promise<unknown> {
      if (what === 'microphone') return call.setMicrophone(on)
      if (what === 'camera') return call.setCamera(on)
      return on ? call.shareScreen() : call.stopSharing()
    }

    async function run(what: Toggle, on: boolean): Promise<void> {
      try {
        const done = await turn(what, on)
        if (done !== false) announcer.say(t((on ? saidOn : saidOff)[what]))
      } catch {
        // The engine keeps the reason; what the person can use is that it did not work.
        announcer.show(t('call.commandFailed'))
      }
    }

    function isNowOn(what: Toggle): boolean {
      const intents = call.intents.get()
      return what === 'share' ? isOn(intents.share) : isOn(intents[what], devices.state.get()[what])
    }

    return {
      toggle(what) {
        if (!isAllowed(call.rights.get(), what)) announcer.show(t(refusals[what]))
        else if (what !== 'share' || canShare()) void run(what, !isNowOn(what))
      },
      talk() {
        if (isNowOn('microphone') || !call.rights.get().microphone) return () => undefined
        void run('microphone', true)
        return () => void run('microphone', false)
      },
    }
  }, [call, devices, announcer, t])
}
