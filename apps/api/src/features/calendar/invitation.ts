import type { Invitee, MailLanguage } from '@parvis/contract/calendar'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { composeMail } from '../../platform/mail-text.ts'
import { toCalendar } from './event.ts'
import type { CalendarEvent, Mailbox } from './event.ts'
import type { ScheduleRecord } from './store.ts'
import { describeTiming, wordsOf } from './words.ts'
import type { Occasion } from './words.ts'

/** A schedule with the meeting's link: what everybody may be told who was invited. */
export interface Announced {
  readonly schedule: ScheduleRecord
  readonly url: string
  /** Who speaks when the organiser's account is gone. */
  readonly sender: Mailbox
}

export function toCalendarEvent({ schedule, url }: Pick<Announced, 'schedule' | 'url'>): CalendarEvent {
  return { ...schedule, uid: schedule.id, url }
}

/** Tells each of them alone, in the transaction of what they are told about: nobody sees another's address (A33). */
export async function tellInvitees(
  { mailer }: Pick<Context, 'mailer'>,
  sql: Sql,
  {
    announced,
    occasion,
    invitees,
  }: {
    readonly announced: Announced
    readonly occasion: Occasion
    readonly invitees: readonly Invitee[]
  },
): Promise<void> {
  // Without a relay nobody was invited by mail, unless there was one when they were.
  if (!mailer.offered) return
  for (const invitee of invitees)
    await mailer.queueMail(sql, toMail(announced, occasion, invitee), `invitee:${invitee.id}`)
}

function toMail(announced: Announced, occasion: Occasion, invitee: Invitee) {
  const { schedule, sender } = announced
  const organiser = schedule.organiser ?? sender
  const over = occasion === 'cancellation' || occasion === 'withdrawal'
  const method = over ? ('CANCEL' as const) : ('REQUEST' as const)
  const people = { organiser, invitee }
  return {
    to: invitee.email,
    replyTo: { name: organiser.name ?? '', address: organiser.email },
    subject: wordsOf[schedule.language].occasions[occasion].subject(schedule.title),
    ...composeMail(toParts(announced, occasion)),
    icalEvent: { method, content: toCalendar([toCalendarEvent(announced)], { method, people }) },
  }
}

function toParts(announced: Announced, occasion: Occasion) {
  const { schedule, url, sender } = announced
  const words = wordsOf[schedule.language]
  const { name, email } = schedule.organiser ?? sender
  const over = occasion === 'cancellation' || occasion === 'withdrawal'
  return {
    title: schedule.title,
    paragraphs: [
      words.occasions[occasion].lead(name ?? email),
      ...describeTiming(schedule, schedule.language),
      ...(over ? [] : schedule.description.split('\n').filter(Boolean)),
    ],
    ...(over ? {} : { action: { label: words.join, href: url } }),
    footer: words.footer(`${name ?? email} (${email})`),
  }
}

/** The invitation as a text to hand on. */
export function toInvitationText(announced: Announced): string {
  const { schedule, url } = announced
  return [
    schedule.title,
    describeTiming(schedule, schedule.language).join('\n'),
    ...(schedule.description ? [schedule.description] : []),
    `${joinWords(schedule.language)}\n${url}`,
  ].join('\n\n')
}

function joinWords(language: MailLanguage): string {
  return wordsOf[language].join
}
