import type { Language } from '../../platform/languages.ts'
import { composeMail } from '../../platform/mail-text.ts'

const words = {
  fr: {
    subject: 'Votre mot de passe a été changé',
    paragraphs: [
      'Le mot de passe de votre compte vient d’être changé, et les autres sessions ont été fermées.',
      'Si ce n’était pas vous, prévenez tout de suite la personne qui administre votre organisation.',
    ],
    footer: 'Ce message est envoyé automatiquement.',
  },
  en: {
    subject: 'Your password was changed',
    paragraphs: [
      'The password of your account has just been changed, and its other sessions were ended.',
      'If this was not you, tell the person who administers your organisation at once.',
    ],
    footer: 'This message was sent automatically.',
  },
} as const

/** Tells somebody that their password is another one now. */
export function writePasswordChanged(language: Language) {
  const { subject, paragraphs, footer } = words[language]
  return { subject, ...composeMail({ title: subject, paragraphs, footer }) }
}
