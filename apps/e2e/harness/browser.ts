import { chromiumArguments } from '@parvis/embedded/chromium'

/** The title of the tab that is chosen, without a picker, when a page asks to share. */
export const sharedTabTitle = 'Shared tab of the tests'

/**
 * Fake devices as everywhere, but the browser's own permissions and its own tab capture, so that refusing is a real
 * refusal and a shared tab has real pixels. With `none` there is no microphone, nor a camera on a machine without one.
 */
export function browserArguments(devices: 'fake' | 'none' = 'fake'): string[] {
  const kept = chromiumArguments().filter(
    (argument) => !argument.startsWith('--use-fake-ui') && !argument.startsWith('--use-fake-device'),
  )
  return [
    ...kept,
    ...(devices === 'fake'
      ? ['--use-fake-device-for-media-stream=fps=30,device-count=2']
      : ['--disable-audio-input']),
    `--auto-select-tab-capture-source-by-title=${sharedTabTitle}`,
  ]
}
