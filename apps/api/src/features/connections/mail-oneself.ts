import type { sendTestMail } from '@parvis/contract/connections'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { languageOf } from '../../platform/languages.ts'
import type { Language } from '../../platform/languages.ts'
import { composeMail } from '../../platform/mail-text.ts'
import { requirePlatformAdministrator } from '../authority/index.ts'

/** Mails the administrator, and nobody else: the address is that of their account. */
export function mailOneself({
  database,
  mailer,
}: Pick<Context, 'database' | 'mailer'>): Handler<typeof sendTestMail> {
  return async ({ caller, request }) => {
    const { id, email, organisationId } = requirePlatformAdministrator(caller)
    await inTransaction(database.pool, async (sql) => {
      await mailer.queueMail(sql, { to: email, ...writeTest(languageOf(request)) })
      await recordAudit(sql, { actor: `user:${id}`, action: 'mail.tested', organisationId })
    })
    return undefined
  }
}

const words = {
  fr: {
    subject: 'Essai du courriel',
    paragraphs: ['Ce message a été demandé depuis l’administration : le relais de courriel fonctionne.'],
    footer: 'Ce message est envoyé automatiquement.',
  },
  en: {
    subject: 'Mail test',
    paragraphs: ['This message was asked for in the administration: the mail relay works.'],
    footer: 'This message was sent automatically.',
  },
} as const

function writeTest(language: Language) {
  const { subject, paragraphs, footer } = words[language]
  return { subject, ...composeMail({ title: subject, paragraphs, footer }) }
}
