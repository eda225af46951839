/** The surfaces on which accents stand, as in the page's `tokens.css`; `#rrggbb` throughout. */
const themes = {
  light: { surface: '#ffffff', ink: '#131722', tint: 0.1 },
  dark: { surface: '#10141d', ink: '#eef1f8', tint: 0.18 },
} as const
export type Theme = keyof typeof themes

/** WCAG 2.2, 1.4.3: what text needs. */
export const leastContrast = 4.5

/** Relative luminance as WCAG 2.2 defines it, from 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** What a theme makes of an accent. */
export interface AccentColours {
  readonly accent: string
  readonly hover: string
  /** Text on the accent and on `hover`. */
  readonly on: string
  /** Ground of what is chosen, under text in the accent. */
  readonly soft: string
}

export function toAccentColours(accent: string, theme: Theme): AccentColours {
  const { surface, ink, tint } = themes[theme]
  const on = ['#ffffff', '#0b1120'].toSorted((a, b) => contrast(b, accent) - contrast(a, accent))[0]
  return {
    accent,
    hover: mix(accent, ink, 0.15),
    on: on ?? surface,
    soft: mix(surface, accent, tint),
  }
}

/** The least contrast that text in or on this accent would have. */
export function accentContrast(accent: string, theme: Theme): number {
  const { hover, on, soft } = toAccentColours(accent, theme)
  const { surface } = themes[theme]
  return Math.min(
    contrast(accent, surface),
    contrast(accent, soft),
    contrast(on, accent),
    contrast(on, hover),
  )
}

function mix(one: string, other: string, share: number): string {
  const others = channels(other)
  const mixed = channels(one).map((value, index) =>
    Math.round(value * (1 - share) + (others[index] ?? 0) * share),
  )
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
}
