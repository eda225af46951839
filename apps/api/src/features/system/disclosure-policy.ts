import { escapeHtml } from '../../platform/escape-html.ts'

interface Words {
  readonly title: string
  readonly report: string
  readonly sections: readonly { readonly title: string; readonly points: readonly string[] }[]
}

const words: Readonly<Record<'fr' | 'en', Words>> = {
  fr: {
    title: 'Signaler une faille de sécurité',
    report: 'Écrivez à',
    sections: [
      {
        title: 'Ce que nous vous demandons',
        points: [
          'Décrivez comment reproduire la faille, et ce qu’elle permet.',
          'Arrêtez-vous à la preuve : n’entrez dans la réunion de personne, ne lisez, ne gardez et ne modifiez les données de personne.',
          'Ni déni de service, ni hameçonnage, ni accès aux locaux.',
          'Laissez-nous le temps de corriger avant de publier : 90 jours, ou la date dont nous convenons.',
        ],
      },
      {
        title: 'Ce que vous pouvez attendre de nous',
        points: [
          'Un accusé de réception sous sept jours, puis des nouvelles jusqu’à la correction.',
          'Aucune poursuite contre qui respecte ces règles de bonne foi.',
          'Votre nom dans l’annonce de la correction, si vous le voulez.',
        ],
      },
    ],
  },
  en: {
    title: 'Report a security flaw',
    report: 'Write to',
    sections: [
      {
        title: 'What we ask of you',
        points: [
          'Describe how to reproduce the flaw, and what it makes possible.',
          'Stop at the proof: enter nobody’s meeting; read, keep and change nobody’s data.',
          'No denial of service, no phishing, no entering of premises.',
          'Give us time to mend it before you publish: 90 days, or the date that we agree on.',
        ],
      },
      {
        title: 'What you can expect of us',
        points: [
          'An acknowledgement within seven days, then news until it is mended.',
          'No legal action against whoever follows these rules in good faith.',
          'Your name in the announcement of the correction, if you wish.',
        ],
      },
    ],
  },
}

/** A page without scripts, in both languages. `contact` is a URI. */
export function renderDisclosurePolicy(contact: string): string {
  const parts = Object.entries(words).map(([language, of]) => renderPart(language, of, contact))
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${words.fr.title}</title></head>
<body><main>${parts.join('\n')}</main></body></html>`
}

function renderPart(language: string, { title, report, sections }: Words, contact: string): string {
  const link = `<a href="${escapeHtml(contact)}">${escapeHtml(contact.replace(/^(?:mailto|tel):/, ''))}</a>`
  const heading = language === 'fr' ? 'h1' : 'h2'
  const lists = sections.map(
    ({ title, points }) => `<h3>${title}</h3><ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`,
  )
  return `<article lang="${language}"><${heading}>${title}</${heading}><p>${report} ${link}.</p>${lists.join('')}</article>`
}
