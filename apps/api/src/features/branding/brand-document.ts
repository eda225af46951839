import { escapeHtml } from '../../platform/escape-html.ts'
import { usualBranding } from '@parvis/contract/branding'
import type { Branding } from '@parvis/contract/branding'
import type { Context } from '../../context.ts'
import { findBranding } from './store.ts'

/** Other processes show a change after this long at most. */
const freshMs = 5_000

export interface Brand {
  /** Puts the branding into the HTML document, so that the page has it without a request and from the first frame. */
  readonly dress: (html: string) => Promise<string>
  /** Makes the next document show what was just changed. */
  readonly forget: () => void
}

/** Reads the branding when a document is asked for, at most every 5 s; while the database is away, as it was. */
export function createBrand({ database, log }: Pick<Context, 'database' | 'log'>): Brand {
  let known = usualBranding
  let readAt = -Infinity

  async function read(): Promise<Branding> {
    if (performance.now() - readAt < freshMs) return known
    readAt = performance.now()
    try {
      known = await findBranding(database.pool)
    } catch (error) {
      log.warn({ event: 'branding-not-read', err: error })
    }
    return known
  }
  return {
    dress: async (html) => dressDocument(html, await read()),
    forget() {
      readAt = -Infinity
    },
  }
}

/** The document with its title, and the branding in a `meta` element: text that no content security policy has to allow. */
export function dressDocument(html: string, branding: Branding): string {
  const meta = `<meta name="branding" content="${escapeHtml(JSON.stringify(branding))}" />`
  // Functions, since `$` means something in a replacement.
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(branding.product)}</title>`)
    .replace('</head>', () => `${meta}</head>`)
}
