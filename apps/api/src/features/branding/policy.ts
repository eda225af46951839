import type { Branding } from '@parvis/contract/branding'
import { mostLogoBytes } from '@parvis/contract/branding'
import { accentContrast, leastContrast } from '@parvis/contract/contrast'

/** Whether text in these accents, and on them, can be read in either theme (WCAG 2.2, 1.4.3). */
export function isReadable(accent: NonNullable<Branding['accent']>): boolean {
  return (['light', 'dark'] as const).every((theme) => accentContrast(accent[theme], theme) >= leastContrast)
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Type of an image by its first bytes (PNG 3rd edition, 5.2; RFC 9649); undefined for all others, SVG among them,
 * which could carry scripts, and for what is too large.
 */
export function imageTypeOf(bytes: Buffer): 'image/png' | 'image/webp' | undefined {
  if (bytes.length > mostLogoBytes) return undefined
  if (bytes.subarray(0, 8).equals(png)) return 'image/png'
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'image/webp' : undefined
}
