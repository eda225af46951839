import { branding, usualBranding } from '@parvis/contract/branding'
import type { Branding } from '@parvis/contract/branding'
import { toAccentColours } from '@parvis/contract/contrast'

let known: Branding | undefined

/** How this installation presents itself. The server writes it into the document; without it, as we ship it. */
export function readBranding(): Branding {
  known ??= parse(document.querySelector<HTMLMetaElement>('meta[name=branding]')?.content)
  return known
}

function parse(content: string | undefined): Branding {
  if (content === undefined) return usualBranding
  try {
    return branding.parse(JSON.parse(content))
  } catch {
    // The document is of another version than this script: a usual look is better than none.
    return usualBranding
  }
}

/** Puts the accent into effect, before anything is shown. */
export function applyAccent({ accent }: Branding): void {
  if (!accent) return
  const { style } = document.documentElement
  const [light, dark] = [toAccentColours(accent.light, 'light'), toAccentColours(accent.dark, 'dark')]
  const set = (name: string, part: keyof typeof light) =>
    style.setProperty(name, `light-dark(${light[part]}, ${dark[part]})`)
  set('--accent', 'accent')
  set('--accent-hover', 'hover')
  set('--on-accent', 'on')
  set('--accent-soft', 'soft')
}
