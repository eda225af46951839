import { removeLogo, setLogo, updateBranding } from '@parvis/contract/branding'
import { call } from '../../platform/api.ts'
import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { useAct } from '../../ui/use-act.ts'

export const brandingKey = ['admin', 'branding'] as const

type Change = Parameters<typeof call<typeof updateBranding>>[1]['body']

/** Each act by one request; what changed shows in every page that is opened from then on. */
export function useBrandingActs() {
  const t = useConsoleTranslate()
  const { act, busy } = useAct(brandingKey)
  const done = t('branding.saved')
  return {
    busy,
    save: (body: Change) => act({ done, run: () => call(updateBranding, { body }) }),
    replaceLogo: (file: File) =>
      act({ done, run: async () => call(setLogo, { body: { image: await toBase64(file) } }) }),
    takeLogo: () => act({ done, run: () => call(removeLogo, {}) }),
  }
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  // One character for each byte, which is what `btoa` takes.
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
}
