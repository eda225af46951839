import * as z from 'zod/mini'

// Control characters, bidirectional overrides and isolates, zero-width characters and private use:
// they let one name look like another (security.md, "names normalised").
const unsafeCharacters =
  /[\p{Cc}\p{Co}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu

// NOTE zero-width joiners stay: emoji and several scripts need them; a run of them is cut to one.
const joinerRuns = /([\u200C\u200D])[\u200C\u200D]+/gu

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A line of text that a person typed, made safe to show: NFC, no control or bidi characters, single spaces, trimmed. */
export function normaliseLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(unsafeCharacters, ' ')
    .replace(joinerRuns, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
}

/**
 * How many characters a reader would count (UAX #29 grapheme clusters).
 * NOTE V8 copies the whole text for each of them: time and memory grow with the square of its length, so bound it first.
 */
export function countGraphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

// At most four combining marks on one base: more is "zalgo" that paints over its neighbours.
const stackedMarks = /\p{M}{5,}/u

/** A visible line of 1 to `max` graphemes, normalised as `normaliseLine` does. */
export function line(max: number) {
  return z.string().check(
    z.maxLength(max * 16, { abort: true }),
    z.overwrite(normaliseLine),
    z.minLength(1),
    // A grapheme is at least one code unit: most lines need no counting.
    z.refine((text) => text.length <= max || countGraphemes(text) <= max, {
      error: `at most ${max} characters`,
    }),
    z.refine((text) => !stackedMarks.test(text), { error: 'too many combining marks' }),
  )
}

/** Text of several lines, each normalised as `normaliseLine` does, at most one of them empty in a row; may be empty. */
export function paragraphs(max: number) {
  return z.string().check(
    z.maxLength(max * 2, { abort: true }),
    z.overwrite(normaliseParagraphs),
    z.maxLength(max),
    z.refine((text) => !stackedMarks.test(text), { error: 'too many combining marks' }),
  )
}

function normaliseParagraphs(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(normaliseLine)
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

export const displayName = line(64)
export const meetingName = line(120)
export const emailAddress = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email())

/** A meeting's passcode: 6 to 12 digits, spaces and dashes between them left out. */
export const passcodeDigits = z.string().check(
  z.maxLength(40, { abort: true }),
  z.overwrite((text) => text.replace(/[\s-]/g, '')),
  z.regex(/^[0-9]{6,12}$/),
)
