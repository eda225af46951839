import { Problem } from '@parvis/contract/problems'
import { emailAddress, normaliseLine } from '@parvis/contract/text'
import { createTransport } from 'nodemailer'
import * as z from 'zod/mini'
import type { Config } from './config.ts'
import type { Sql } from './database.ts'
import { addJob, performs } from './jobs.ts'
import type { Performer, Task } from './jobs.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Seal } from './seal.ts'

/** How mails leave: a relay, and who they are from. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with name and password when the relay wants them. */
  readonly url: URL
  readonly from: Mailbox
}

export interface Mailbox {
  readonly name: string
  readonly address: string
}

// Addresses, names and the subject are one line each: a line break would begin a header of its own.
const mail = z.object({
  to: emailAddress,
  replyTo: z.optional(
    z.object({ name: z.string().check(z.overwrite(normaliseLine)), address: emailAddress }),
  ),
  subject: z.string().check(z.overwrite(normaliseLine), z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.minLength(1), z.maxLength(100_000)),
  html: z.optional(z.string().check(z.maxLength(200_000))),
  icalEvent: z.optional(
    z.object({
      method: z.enum(['REQUEST', 'CANCEL', 'PUBLISH']),
      content: z.string().check(z.maxLength(100_000)),
    }),
  ),
})

/**
 * A mail to one person, in their language. The text is always there; `html` must be made of the same words, with what
 * people typed escaped (`composeMail` does both). `icalEvent` is an RFC 5545 calendar.
 */
export type Mail = z.input<typeof mail>

/** The way to mails: they are queued in the caller's transaction and sent by the worker. */
export interface Mailer {
  /** Whether a relay is configured. Without one, nothing that needs mails may be offered. */
  readonly offered: boolean
  /**
   * A mail of the same `key` that could not be sent so far is not sent any more: this one says what holds.
   * @throws Problem `mail-not-configured`; ZodError for what cannot be a mail.
   */
  queueMail(sql: Sql, mail: Mail, key?: string): Promise<void>
}

// Addresses and links lie in the queue until the mail has left: sealed, so that a copy of the tables opens nothing.
const purpose = 'mail'

// With the pauses between attempts, the last one is made after 21 h 56 min.
const sendMail = {
  name: 'send-mail',
  payload: z.object({ sealed: z.string() }),
  attempts: 13,
} as const satisfies Task<z.ZodMiniObject>

export function createMailer({ config, seal }: { readonly config: Config; readonly seal: Seal }): Mailer {
  const offered = config.mail !== undefined
  return {
    offered,
    async queueMail(sql, input, key) {
      if (!offered) throw new Problem('mail-not-configured')
      const sealed = seal.close(purpose, JSON.stringify(z.parse(mail, input)))
      await addJob(sql, { ...sendMail, key: key && `${sendMail.name} ${key}` }, { sealed })
    },
  }
}

/** Sends what was queued. A relay that is away or says "later" is asked again for a day; a refused address is not. */
export function sendsMail({
  config,
  seal,
  log,
  metrics,
}: {
  readonly config: Config
  readonly seal: Seal
  readonly log: Log
  readonly metrics: Metrics
}): Performer {
  const transport = config.mail && createTransport(toOptions(config.mail.url))
  return performs(sendMail, async ({ sealed }, { last }) => {
    // Mails that were queued before the relay was taken out of the configuration wait like those it does not take.
    const failure =
      config.mail && transport
        ? await deliver(transport, config.mail.from, z.parse(mail, JSON.parse(seal.open(purpose, sealed))))
        : { reason: 'not configured', final: false }
    metrics.mails.inc({ result: !failure ? 'sent' : failure.final || last ? 'given-up' : 'put-off' })
    if (!failure) return
    // NOTE a job that ends well is deleted, and with it the address.
    if (failure.final || last) log.error({ event: 'mail-given-up', reason: failure.reason })
    else throw new Error(failure.reason)
  })
}

interface Failure {
  /** What the relay said, as a code: its words would name the receiver. */
  readonly reason: string
  readonly final: boolean
}

async function deliver(
  transport: ReturnType<typeof createTransport>,
  from: Mailbox,
  { to, icalEvent, ...message }: z.output<typeof mail>,
): Promise<Failure | undefined> {
  try {
    await transport.sendMail({
      ...message,
      from,
      to: { name: '', address: to },
      ...(icalEvent && { icalEvent: { ...icalEvent, filename: 'invitation.ics' } }),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return undefined
  } catch (error) {
    return toFailure(error)
  }
}

// What nodemailer adds to its errors: its own code, and the status of the relay's answer (RFC 5321, 4.2.1).
const smtpError = z.object({ code: z.optional(z.string()), responseCode: z.optional(z.number()) })

function toFailure(error: unknown): Failure {
  const { code = 'unknown', responseCode } = smtpError.safeParse(error).data ?? {}
  const refused = code === 'EENVELOPE' || code === 'EMESSAGE'
  return {
    reason: responseCode === undefined ? code : `${code} ${responseCode}`,
    final: refused && responseCode !== undefined && responseCode >= 500,
  }
}

/** Where the relay is, without the name and the password for it. */
export function relayOf(url: URL): {
  readonly host: string
  readonly port: number
  readonly secure: boolean
} {
  const secure = url.protocol === 'smtps:'
  return { host: url.hostname, port: Number(url.port || (secure ? 465 : 587)), secure }
}

/** How many mails wait for the relay, and why the latest of them that failed did, as a code. */
export async function readMailQueue(
  sql: Sql,
): Promise<{ readonly waiting: number; readonly lastFailure: string | null }> {
  const { rows } = await sql.query<{ waiting: number; lastFailure: string | null }>(
    `SELECT count(*)::int AS waiting,
       (array_agg(last_error ORDER BY updated_at DESC) FILTER (WHERE last_error IS NOT NULL))[1] AS "lastFailure"
     FROM graphile_worker.jobs WHERE task_identifier = $1`,
    [sendMail.name],
  )
  return rows[0] ?? { waiting: 0, lastFailure: null }
}

function toOptions(url: URL) {
  const user = decodeURIComponent(url.username)
  return {
    ...relayOf(url),
    // A password is never sent in clear.
    requireTLS: user !== '',
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  }
}
