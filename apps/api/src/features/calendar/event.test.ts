import { polyglots } from '@parvis/testkit/hostile-texts'
import nodeIcal from 'node-ical'
import type { VEvent } from 'node-ical'
import { describe, expect, test } from 'vitest'
import { isDescribed, toCalendar } from './event.ts'
import type { CalendarEvent } from './event.ts'
import { timesOf } from './times.ts'

const event: CalendarEvent = {
  uid: '3f0e1f2c-6f6e-4b8a-9d8f-0a5b7c9e1d2f',
  sequence: 2,
  changedAt: new Date('2026-01-05T10:11:12.345Z'),
  title: 'Conseil',
  description: '',
  url: 'https://visio.example.org/abc-defg-hij',
  start: '2026-03-20T09:00',
  timeZone: 'Europe/Paris',
  durationMinutes: 45,
  recurrence: null,
  exceptions: [],
}
const organiser = { email: 'ada@example.org', name: 'Ada Lovelace' }
const invitee = { email: 'alan@example.org', name: 'Alan' }
const request = { method: 'REQUEST', people: { organiser, invitee } } as const

/** Read by a parser that is not ours. */
function read(text: string): VEvent {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT')
  const [found] = events
  if (!found || events.length > 1) throw new Error(`${events.length} events in ${text}`)
  return found
}

const unfolded = (text: string): readonly string[] => text.replaceAll('\r\n ', '').split('\r\n')

test('an invitation says who invites, whom, to what, when and where', () => {
  const text = toCalendar([event], request)
  expect(read(text)).toMatchObject({
    method: 'REQUEST',
    uid: event.uid,
    sequence: '2',
    summary: 'Conseil',
    start: new Date('2026-03-20T08:00Z'),
    end: new Date('2026-03-20T08:45Z'),
    location: event.url,
    url: event.url,
    status: 'CONFIRMED',
    organizer: { val: 'mailto:ada@example.org', params: { CN: 'Ada Lovelace' } },
    attendee: { val: 'mailto:alan@example.org', params: { CN: 'Alan', PARTSTAT: 'NEEDS-ACTION' } },
  })
  expect(unfolded(text)).toContain('DTSTAMP:20260105T101112Z')
})

test('a cancellation names the same event as cancelled', () => {
  const text = toCalendar([{ ...event, sequence: 3 }], { ...request, method: 'CANCEL' })
  expect(read(text)).toMatchObject({ method: 'CANCEL', uid: event.uid, sequence: '3', status: 'CANCELLED' })
})

test.each([
  ['2026-03-20T09:00', 'FR'],
  ['2026-03-22T08:15', 'SU'],
  ['2026-10-16T18:30', 'FR'],
  ['2026-10-18T09:00', 'SU'],
] as const)('another parser finds the times of a series from %s where ours are', (start, day) => {
  const series: CalendarEvent = {
    ...event,
    start,
    recurrence: { frequency: 'weekly', every: 1, days: [day], count: 4 },
  }
  const found = read(toCalendar([series], request)).rrule?.all() ?? []
  // NOTE it gives them moved by the offset of the machine's own time zone
  const moved = found.map((date) => new Date(date.getTime() + date.getTimezoneOffset() * 60_000))
  expect(moved.map((date) => date.toISOString())).toEqual(
    timesOf(series).map(({ startsAt }) => startsAt.toISOString()),
  )
})

test('a date that is left out is an exception to the same rule', () => {
  const text = toCalendar(
    [
      {
        ...event,
        recurrence: { frequency: 'weekly', every: 1, days: ['FR'], count: 3 },
        exceptions: ['2026-03-27'],
      },
    ],
    request,
  )
  expect(unfolded(text)).toContain('EXDATE;TZID=Europe/Paris:20260327T090000')
  expect(Object.keys(read(text).exdate ?? {})).toContain('2026-03-27')
})

test('each time zone is described, with the last Sundays of March and October for Paris', () => {
  const text = toCalendar([event, { ...event, timeZone: 'Asia/Calcutta' }], { method: 'PUBLISH' })
  const lines = unfolded(text)
  expect(lines.filter((line) => line.startsWith('TZID:'))).toEqual([
    'TZID:Europe/Paris',
    expect.stringMatching(/^TZID:Asia\//),
  ])
  expect(lines).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU')
  expect(lines).toContain('RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU')
})

test('every time zone that a browser offers can be described', () => {
  for (const timeZone of [...Intl.supportedValuesOf('timeZone'), 'UTC'])
    expect([timeZone, isDescribed(timeZone)]).toEqual([timeZone, true])
})

describe('what people write', () => {
  const words = [
    'Réunion d’été : l’œuvre, « déjà »',
    'Ελληνικά; кириллица, עברית',
    '日本語のとても長い件名です'.repeat(20),
    '👩🏽‍💻🇫🇷'.repeat(30),
    String.raw`back\slash`,
    '"quoted": a;b,c',
  ]

  test.each(words)('comes back as it was: %s', (title) => {
    const text = toCalendar([{ ...event, title, description: `${title}\nline 2\n\nline 4` }], request)
    const found = read(text)
    expect(found.summary).toBe(title)
    expect(found.description).toBe(`${title}\nline 2\n\nline 4\n\n${event.url}`)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\uFFFD')
  })

  test.each([
    'x\r\nATTENDEE:mailto:eve@example.org',
    'x\nBEGIN:VEVENT\nUID:2',
    'x\rDTSTART:19700101T000000Z',
    'x\u0085ATTENDEE:mailto:eve@example.org\u2028X:1',
    'x";CN="y":mailto:eve@example.org',
    'x\\',
    ...polyglots,
  ])('A25: %j begins no property of its own, as a title or as a name', (hostile) => {
    const people = { organiser: { ...organiser, name: hostile }, invitee: { ...invitee, name: hostile } }
    const text = toCalendar([{ ...event, title: hostile, description: hostile }], { ...request, people })
    const names = unfolded(text).map((line) => line.split(/[;:]/)[0])
    const plain = unfolded(toCalendar([event], request)).map((line) => line.split(/[;:]/)[0])
    expect(names).toEqual(plain)
    expect(read(text)).toMatchObject({
      uid: event.uid,
      organizer: { val: 'mailto:ada@example.org' },
      attendee: { val: 'mailto:alan@example.org' },
    })
  })
})
