import type { MailLanguage } from '@parvis/contract/calendar'
import type { Recurrence } from '@parvis/contract/plan'
import { Temporal } from 'temporal-polyfill'
import { ordinalOf, timesOf, weekdayOf } from './times.ts'
import type { Timing } from './times.ts'

/** Why somebody gets a mail about a schedule. */
export type Occasion = 'invitation' | 'change' | 'cancellation' | 'withdrawal'

interface Told {
  readonly subject: (title: string) => string
  readonly lead: (organiser: string) => string
}

interface Words {
  readonly locale: string
  readonly occasions: Readonly<Record<Occasion, Told>>
  readonly when: (time: string, zone: string) => string
  readonly except: (days: string) => string
  readonly join: string
  readonly footer: (organiser: string) => string
  readonly every: Readonly<Record<Recurrence['frequency'], (count: number) => string>>
  readonly onDays: (days: string) => string
  readonly onDate: (day: number) => string
  readonly onWeekday: (ordinal: number, day: string) => string
  readonly times: (count: number) => string
  readonly until: (day: string) => string
}

const french: Words = {
  locale: 'fr',
  occasions: {
    invitation: {
      subject: (title) => `Invitation : ${title}`,
      lead: (organiser) => `${organiser} vous invite à une réunion en visioconférence.`,
    },
    change: {
      subject: (title) => `Réunion modifiée : ${title}`,
      lead: (organiser) => `${organiser} a modifié cette réunion. Voici ce qui vaut désormais.`,
    },
    cancellation: {
      subject: (title) => `Réunion annulée : ${title}`,
      lead: (organiser) => `${organiser} a annulé cette réunion.`,
    },
    withdrawal: {
      subject: (title) => `Invitation retirée : ${title}`,
      lead: (organiser) => `${organiser} a retiré votre invitation à cette réunion.`,
    },
  },
  when: (time, zone) => `Quand : ${time} (${zone})`,
  except: (days) => `Sauf : ${days}`,
  join: 'Rejoindre la réunion',
  footer: (organiser) =>
    `Ce message vous a été envoyé à la demande de ${organiser}. Votre réponse lui parvient.`,
  every: {
    daily: (count) => (count === 1 ? 'Chaque jour' : `Tous les ${count} jours`),
    weekly: (count) => (count === 1 ? 'Chaque semaine' : `Toutes les ${count} semaines`),
    monthly: (count) => (count === 1 ? 'Chaque mois' : `Tous les ${count} mois`),
  },
  onDays: (days) => `, le ${days}`,
  onDate: (day) => `, le ${day === 1 ? '1er' : day}`,
  onWeekday: (ordinal, day) =>
    `, le ${{ 1: 'premier', 2: 'deuxième', 3: 'troisième', 4: 'quatrième' }[ordinal] ?? 'dernier'} ${day}`,
  times: (count) => `, ${count} fois`,
  until: (day) => `, jusqu’au ${day}`,
}

const english: Words = {
  locale: 'en-GB',
  occasions: {
    invitation: {
      subject: (title) => `Invitation: ${title}`,
      lead: (organiser) => `${organiser} invites you to a video meeting.`,
    },
    change: {
      subject: (title) => `Meeting changed: ${title}`,
      lead: (organiser) => `${organiser} has changed this meeting. This is what holds from now on.`,
    },
    cancellation: {
      subject: (title) => `Meeting cancelled: ${title}`,
      lead: (organiser) => `${organiser} has cancelled this meeting.`,
    },
    withdrawal: {
      subject: (title) => `Invitation withdrawn: ${title}`,
      lead: (organiser) => `${organiser} has withdrawn your invitation to this meeting.`,
    },
  },
  when: (time, zone) => `When: ${time} (${zone})`,
  except: (days) => `Except: ${days}`,
  join: 'Join the meeting',
  footer: (organiser) =>
    `This message was sent to you at the request of ${organiser}. Your answer reaches that person.`,
  every: {
    daily: (count) => (count === 1 ? 'Every day' : `Every ${count} days`),
    weekly: (count) => (count === 1 ? 'Every week' : `Every ${count} weeks`),
    monthly: (count) => (count === 1 ? 'Every month' : `Every ${count} months`),
  },
  onDays: (days) => ` on ${days}`,
  onDate: (day) => ` on day ${day}`,
  onWeekday: (ordinal, day) =>
    ` on the ${{ 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' }[ordinal] ?? 'last'} ${day}`,
  times: (count) => `, ${count} times`,
  until: (day) => `, until ${day}`,
}

export const wordsOf: Readonly<Record<MailLanguage, Words>> = { fr: french, en: english }

/** When it takes place, in words: the first time, the rule, and what is left out; a line each. */
export function describeTiming(timing: Timing, language: MailLanguage): readonly string[] {
  const words = wordsOf[language]
  const { timeZone, recurrence, exceptions } = timing
  const [first] = timesOf(timing)
  if (!first) throw new Error('a timing without a time')
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: 'full', timeStyle: 'short', timeZone })
  const time = format.formatRange(first.startsAt, first.endsAt)
  const days = exceptions.toSorted().map((day) => formatDay(day, words.locale))
  return [
    words.when(time, timeZone),
    ...(recurrence ? [describeRule(recurrence, timing.start, words)] : []),
    ...(days.length > 0 ? [words.except(days.join(', '))] : []),
  ]
}

function describeRule(recurrence: Recurrence, start: string, words: Words): string {
  const { frequency, every, count, until } = recurrence
  return [
    words.every[frequency](every),
    describeDays(recurrence, Temporal.PlainDateTime.from(start), words),
    count === undefined ? '' : words.times(count),
    until === undefined ? '' : words.until(formatDay(until, words.locale)),
  ].join('')
}

function describeDays(recurrence: Recurrence, first: Temporal.PlainDateTime, words: Words): string {
  switch (recurrence.frequency) {
    case 'daily':
      return ''
    case 'weekly': {
      // Any week will do for the names of its days.
      const week = Array.from({ length: 7 }, (_, index) =>
        Temporal.PlainDate.from('2026-01-05').add({ days: index }),
      )
      const names = week
        .filter((day) => recurrence.days.includes(weekdayOf(day)))
        .map((day) => nameOf(day, words))
      return words.onDays(new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(names))
    }
    case 'monthly':
      if (recurrence.by === 'date') return words.onDate(first.day)
      return words.onWeekday(ordinalOf(first), nameOf(first.toPlainDate(), words))
  }
}

function nameOf(day: Temporal.PlainDate, { locale }: Words): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(day.toString()),
  )
}

function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))
}
