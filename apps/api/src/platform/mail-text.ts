import { escapeHtml } from './escape-html.ts'
/** What a mail says, in the order in which it says it. */
export interface MailParts {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** What the mail asks to do; `href` is an address of ours. */
  readonly action?: { readonly label: string; readonly href: string }
  /** Said last, in small. */
  readonly footer: string
}

/** The same words as plain text and as HTML, in which what people typed stays text. */
export function composeMail({ title, paragraphs, action, footer }: MailParts): {
  readonly text: string
  readonly html: string
} {
  const text = [
    title,
    ...paragraphs,
    ...(action ? [`${action.label}\n${action.href}`] : []),
    `-- \n${footer}`,
  ]
  const blocks = [
    `<h1 style="font-size:20px">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...(action
      ? [
          `<p><a href="${escapeHtml(action.href)}">${escapeHtml(action.label)}</a></p>`,
          `<p>${escapeHtml(action.href)}</p>`,
        ]
      : []),
    `<p style="color:#666">${escapeHtml(footer)}</p>`,
  ]
  return {
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><meta charset="utf-8"><body style="font:16px/1.5 sans-serif;max-width:36em">${blocks.join('\n')}</body>`,
  }
}
