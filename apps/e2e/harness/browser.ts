import { chromiumArguments } from '@parvis/embedded/chromium'

/** The title of the tab that is chosen, without a picker, when a page asks to share. */
export const sharedTabTitle = 'Shared tab of the tests'

type Devices = 'fake' | 'slow' | 'none'

const deviceArguments: Readonly<Record<Devices, string>> = {
  fake: '--use-fake-device-for-media-stream=fps=30,device-count=2',
  slow: '--use-fake-device-for-media-stream=fps=10,device-count=2',
  none: '--disable-audio-input',
}

/**
 * Fake devices as everywhere, but the browser's own permissions and its own tab capture, so that refusing is a real
 * refusal and a shared tab has real pixels. `slow` cameras are for whoever only asks whether a picture moves: two
 * browsers that encode 30 frames a second fill a small machine. With `none` there is no microphone, nor a camera on a
 * machine without one.
 */
export function browserArguments(devices: Devices = 'fake'): string[] {
  const kept = chromiumArguments().filter(
    (argument) => !argument.startsWith('--use-fake-ui') && !argument.startsWith('--use-fake-device'),
  )
  return [...kept, deviceArguments[devices], `--auto-select-tab-capture-source-by-title=${sharedTabTitle}`]
}
