import type { Language } from '../../platform/languages.ts'
import { composeMail } from '../../platform/mail-text.ts'

interface Warning {
  readonly language: Language
  /** Name of the meeting, or its address when it has none. */
  readonly meeting: string
  readonly goesOn: Date
  /** Where it can be opened, when the server knows its own address. */
  readonly href: string | undefined
}

const words = {
  fr: {
    subject: (meeting: string) => `La réunion « ${meeting} » va être supprimée`,
    paragraphs: (meeting: string, day: string) => [
      `Personne n’a utilisé la réunion « ${meeting} » depuis longtemps. Elle sera supprimée le ${day}, avec son lien et ses réglages.`,
      'Pour la garder, rejoignez-la une fois d’ici là ou planifiez-la. Sinon, vous n’avez rien à faire.',
    ],
    action: 'Ouvrir la réunion',
    footer: 'Ce message est envoyé automatiquement aux propriétaires de la réunion.',
  },
  en: {
    subject: (meeting: string) => `The meeting “${meeting}” is about to be deleted`,
    paragraphs: (meeting: string, day: string) => [
      `Nobody has used the meeting “${meeting}” for a long time. It will be deleted on ${day}, with its link and its settings.`,
      'To keep it, join it once before then or schedule it. Otherwise there is nothing for you to do.',
    ],
    action: 'Open the meeting',
    footer: 'This message was sent automatically to the owners of the meeting.',
  },
} as const

/** What owners read before their unused meeting goes. */
export function writeExpiryWarning({ language, meeting, goesOn, href }: Warning) {
  const { subject, paragraphs, action, footer } = words[language]
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(goesOn)
  const title = subject(meeting)
  return {
    subject: title,
    ...composeMail({
      title,
      paragraphs: paragraphs(meeting, day),
      ...(href && { action: { label: action, href } }),
      footer,
    }),
  }
}
