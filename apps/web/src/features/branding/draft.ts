import { updateBranding } from '@parvis/contract/branding'
import type { Branding } from '@parvis/contract/branding'
import { accentContrast, leastContrast } from '@parvis/contract/contrast'
import type { Theme } from '@parvis/contract/contrast'
import type { Language } from '../../platform/i18n/language.ts'

export interface HomeWords {
  readonly title: string
  readonly text: string
}

const noWords: HomeWords = { title: '', text: '' }

/** The form as it is typed; empty fields stand for what we ship. */
export interface Draft {
  readonly product: string
  readonly language: Branding['language']
  readonly light: string
  readonly dark: string
  readonly home: Readonly<Record<Language, HomeWords>>
  /** One legal page on each line: words, then the address. */
  readonly links: Readonly<Record<Language, string>>
}

export function toDraft({ product, language, accent, home, links }: Branding): Draft {
  return {
    product,
    language,
    light: accent?.light ?? '',
    dark: accent?.dark ?? '',
    home: { fr: home.fr ?? noWords, en: home.en ?? noWords },
    links: { fr: toLines(links.fr), en: toLines(links.en) },
  }
}

function toLines(links: Branding['links'][Language] = []): string {
  return links.map(({ label, url }) => `${label} ${url}`).join('\n')
}

/** The contrast that a typed accent has in a theme, if it is one that is too low. */
export function lowContrast(colour: string, theme: Theme): number | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return undefined
  const ratio = accentContrast(colour.toLowerCase(), theme)
  return ratio < leastContrast ? ratio : undefined
}

export type Field = 'product' | 'accent' | `links.${Language}` | `home.${Language}`

/** The change to send, or the fields that do not fit. */
export function toChange(draft: Draft) {
  const { product, language, light, dark, home, links } = draft
  const parsed = updateBranding.body.safeParse({
    product,
    language,
    accent: light || dark ? { light, dark } : null,
    home: Object.fromEntries(Object.entries(home).filter(([, { title, text }]) => title || text)),
    links: Object.fromEntries(
      Object.entries(links)
        .map(([of, text]) => [of, toLinks(text)] as const)
        .filter(([, pages]) => pages.length > 0),
    ),
  })
  if (parsed.success) return { change: parsed.data, wrong: new Set<Field>() }
  const wrong = parsed.error.issues.map(
    ({ path: [field, part] }) =>
      (part === undefined || field === 'accent' ? field : `${String(field)}.${String(part)}`) as Field,
  ) // of the fields that were given
  return { change: undefined, wrong: new Set(wrong) }
}

function toLinks(text: string): readonly ReturnType<typeof toLink>[] {
  return text
    .split('\n')
    .filter((words) => words.trim() !== '')
    .map(toLink)
}

function toLink(text: string): { label: string; url: string } {
  const words = text.trim().split(/\s+/)
  return { label: words.slice(0, -1).join(' '), url: words.at(-1) ?? '' }
}
