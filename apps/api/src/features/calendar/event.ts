import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block as findTimeZone } from 'timezones-ical-library'
import { icalFile, icalProperty, icalText } from './ical.ts'
import { recurrenceRule } from './times.ts'
import type { Timing } from './times.ts'

/** What a calendar is told to do with an event (RFC 5546, 3.2). */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL'

export interface Mailbox {
  readonly email: string
  readonly name: string | null
}

/** A schedule as calendars have it. */
export interface CalendarEvent extends Timing {
  readonly uid: string
  readonly sequence: number
  readonly changedAt: Date
  readonly title: string
  readonly description: string
  /** The meeting's link. Nothing that lets in is ever in a calendar: no passcode, no token. */
  readonly url: string
}

interface Calendar {
  readonly method: CalendarMethod
  /** Who invites, and whom: nobody else's address is in the file (security.md, A33). */
  readonly people?: { readonly organiser: Mailbox; readonly invitee: Mailbox }
  /** Name of a feed. */
  readonly name?: string
}

/** The events as an iCalendar file (RFC 5545), with a description of each time zone. */
export function toCalendar(events: readonly CalendarEvent[], calendar: Calendar): string {
  const { method, name } = calendar
  const zones = new Map(events.map(({ timeZone }) => [timeZone, describeZone(timeZone)]))
  return icalFile([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parvis//Parvis//FR',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    // RFC 7986, and the name under which older programs know it.
    ...(name ? ['NAME', 'X-WR-CALNAME'].map((property) => icalProperty(property, icalText(name))) : []),
    ...[...zones.values()].flatMap(({ lines }) => lines),
    ...events.flatMap((event) => toEvent(event, zones.get(event.timeZone)?.id ?? event.timeZone, calendar)),
    'END:VCALENDAR',
  ])
}

function toEvent(event: CalendarEvent, zone: string, { method, people }: Calendar): readonly string[] {
  const rule = recurrenceRule(event)
  const inZone = { TZID: zone }
  return [
    'BEGIN:VEVENT',
    `UID:${icalText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${toBasic(event.changedAt.toISOString().slice(0, 19))}Z`,
    icalProperty('DTSTART', toBasic(`${event.start}:00`), inZone),
    icalProperty('DTEND', toBasic(endOf(event)), inZone),
    ...(rule ? [`RRULE:${rule}`] : []),
    ...event.exceptions.map((day) =>
      icalProperty('EXDATE', toBasic(`${day}${event.start.slice(10)}:00`), inZone),
    ),
    icalProperty('SUMMARY', icalText(event.title)),
    ...(method === 'CANCEL' ? [] : toPlace(event)),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(people ? toPeople(people) : []),
    'END:VEVENT',
  ]
}

function toPlace({ description, url }: CalendarEvent): readonly string[] {
  return [
    icalProperty('DESCRIPTION', icalText([description, url].filter(Boolean).join('\n\n'))),
    icalProperty('LOCATION', icalText(url)),
    icalProperty('URL', url),
  ]
}

// Answers reach the organiser's mailbox, which is theirs: nobody else reads them.
function toPeople({ organiser, invitee }: NonNullable<Calendar['people']>): readonly string[] {
  return [
    icalProperty('ORGANIZER', `mailto:${organiser.email}`, { CN: organiser.name ?? organiser.email }),
    icalProperty('ATTENDEE', `mailto:${invitee.email}`, {
      CN: invitee.name ?? invitee.email,
      CUTYPE: 'INDIVIDUAL',
      ROLE: 'REQ-PARTICIPANT',
      PARTSTAT: 'NEEDS-ACTION',
      RSVP: 'TRUE',
    }),
  ]
}

/** Local time, in the basic format of ISO 8601 that iCalendar takes. */
function toBasic(local: string): string {
  return local.replaceAll(/[-:]/g, '')
}

function endOf({ start, timeZone, durationMinutes }: Timing): string {
  const end = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).add({ minutes: durationMinutes })
  return end.toPlainDateTime().toString()
}

/** A time zone as a VTIMEZONE, and the name that it has there: some of ours are older names of it. */
function describeZone(timeZone: string): { readonly id: string; readonly lines: readonly string[] } {
  const [block = '', reference = ''] = findTimeZone(timeZone) || []
  if (!block.startsWith('BEGIN:VTIMEZONE')) throw new Error(`no description of the time zone ${timeZone}`)
  return { id: reference.replace('TZID=', ''), lines: block.split('\r\n') }
}

/** Whether calendars can be told about a time zone. */
export function isDescribed(timeZone: string): boolean {
  return Boolean(findTimeZone(timeZone)?.[0]?.startsWith('BEGIN:VTIMEZONE'))
}
