import type { Language } from '../../platform/languages.ts'
import { composeMail } from '../../platform/mail-text.ts'

interface Words {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly action: string
}

/** What a mail of this slice is about. */
export type Occasion = 'invitation' | 'invited-again' | 'reset' | 'second-factor-reset'

const footers: Readonly<Record<Language, string>> = {
  fr: 'Ce message est envoyé automatiquement.',
  en: 'This message was sent automatically.',
}

const words: Readonly<Record<Language, Readonly<Record<Occasion, Words>>>> = {
  fr: {
    invitation: {
      subject: 'Votre compte de visioconférence',
      paragraphs: [
        'Un compte vous attend. Choisissez votre mot de passe pour commencer.',
        'Ce lien sert une seule fois, pendant 7 jours. Ne le transmettez à personne.',
      ],
      action: 'Choisir mon mot de passe',
    },
    'invited-again': {
      subject: 'Vous avez déjà un compte de visioconférence',
      paragraphs: [
        'Quelqu’un a voulu vous inviter, mais vous avez déjà un compte : connectez-vous avec lui.',
      ],
      action: 'Se connecter',
    },
    reset: {
      subject: 'Choisir un nouveau mot de passe',
      paragraphs: [
        'Un nouveau mot de passe a été demandé pour votre compte.',
        'Ce lien sert une seule fois, pendant une heure. Si vous n’avez rien demandé, ignorez ce message : rien ne change.',
      ],
      action: 'Choisir un nouveau mot de passe',
    },
    'second-factor-reset': {
      subject: 'Votre second facteur a été retiré',
      paragraphs: [
        'Une personne qui administre a retiré le second facteur de votre compte. Vous pouvez en activer un autre dans « Mon compte ».',
        'Si vous ne l’avez pas demandé, prévenez tout de suite la personne qui administre votre organisation.',
      ],
      action: 'Mon compte',
    },
  },
  en: {
    invitation: {
      subject: 'Your videoconferencing account',
      paragraphs: [
        'An account is waiting for you. Choose your password to begin.',
        'This link works once, for 7 days. Do not pass it on.',
      ],
      action: 'Choose my password',
    },
    'invited-again': {
      subject: 'You have a videoconferencing account already',
      paragraphs: ['Somebody wanted to invite you, but you have an account already: sign in with it.'],
      action: 'Sign in',
    },
    reset: {
      subject: 'Choose a new password',
      paragraphs: [
        'A new password was asked for your account.',
        'This link works once, for one hour. If you did not ask, ignore this message: nothing changes.',
      ],
      action: 'Choose a new password',
    },
    'second-factor-reset': {
      subject: 'Your second factor was removed',
      paragraphs: [
        'Somebody who administers removed the second factor of your account. You can switch on another one in “My account”.',
        'If you did not ask for this, tell the person who administers your organisation at once.',
      ],
      action: 'My account',
    },
  },
}

/** The mail for an occasion, with the one address that it leads to. */
export function writeMail(occasion: Occasion, language: Language, href: string) {
  const { subject, paragraphs, action } = words[language][occasion]
  const parts = { title: subject, paragraphs, action: { label: action, href }, footer: footers[language] }
  return { subject, ...composeMail(parts) }
}
