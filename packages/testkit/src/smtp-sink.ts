import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerSession } from 'smtp-server'
import { eventually } from './eventually.ts'

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly from: string
  /** Whom an answer reaches, when it is not the sender. */
  readonly replyTo: readonly string[]
  /** The receivers that the relay was told, whatever the headers say. */
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly attachments: readonly { readonly mimeType: string; readonly content: string }[]
  /** Everything, as the bytes came. */
  readonly raw: string
}

/** A real SMTP server that keeps what it is given. */
export interface SmtpSink extends AsyncDisposable {
  /** The settings that make an installation send its mails here. */
  readonly environment: { readonly SMTP_URL: string; readonly MAIL_FROM: string }
  readonly mails: readonly ReceivedMail[]
  /** How often somebody began to send. */
  readonly attempts: number
  /** Answers every mail with this status from now on, e.g. 451; with undefined it takes them again. */
  refuse(status: number | undefined): void
  /** Waits for a mail to this address and takes it away, oldest first. */
  takeMail(to: string): Promise<ReceivedMail>
}

/** Starts the server on a free port of this machine. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: ReceivedMail[] = []
  let attempts = 0
  let refusal: number | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      attempts += 1
      const words = `no <${address}> today`
      callback(refusal === undefined ? null : Object.assign(new Error(words), { responseCode: refusal }))
    },
    onData: callbackify(async (stream: Readable, { envelope }: SMTPServerSession) => {
      const to = envelope.rcptTo.map(({ address }) => address)
      mails.push(await toMail(await buffer(stream), to))
    }),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // A client that hangs up in the middle is no fault of the test.
  server.on('error', () => undefined)
  const { port } = server.server.address() as AddressInfo
  return {
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Parvis <parvis@example.org>' },
    mails,
    get attempts() {
      return attempts
    },
    refuse: (status) => void (refusal = status),
    takeMail: (to) =>
      eventually(() => {
        const index = mails.findIndex((mail) => mail.to.includes(to))
        const [mail] = index < 0 ? [] : mails.splice(index, 1)
        if (!mail) throw new Error(`no mail to ${to}`)
        return mail
      }),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function toMail(bytes: Buffer, to: readonly string[]): Promise<ReceivedMail> {
  const parsed = await PostalMime.parse(bytes, { attachmentEncoding: 'utf8' })
  return {
    from: parsed.from?.address ?? '',
    replyTo: (parsed.replyTo ?? []).flatMap(({ address }) => address ?? []),
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html,
    attachments: parsed.attachments.map(({ mimeType, content }) => ({
      mimeType,
      content: typeof content === 'string' ? content : '',
    })),
    raw: bytes.toString('utf8'),
  }
}
