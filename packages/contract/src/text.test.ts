import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { countGraphemes, displayName, emailAddress, line, normaliseLine } from './text.ts'

test.each([
  ['user\u202Egnp.exe', 'user gnp.exe', 'a right-to-left override'],
  ['\u2066Ada\u2069', 'Ada', 'isolates'],
  ['Ada\u200B Lovelace', 'Ada Lovelace', 'a zero-width space'],
  ['\uFEFFAda', 'Ada', 'a byte order mark'],
  ['A\u00ADda', 'A da', 'a soft hyphen'],
  ['Ada\r\nX-Injected: 1', 'Ada X-Injected: 1', 'a line break'],
  ['\u001B[31mAda', '[31mAda', 'a terminal escape'],
  ['Ada\u2028Eve', 'Ada Eve', 'a line separator'],
  ['\uE000Ada', 'Ada', 'a private use character'],
  ['\uD800Ada', 'Ada', 'half a surrogate pair'],
  ['Ada \u00A0\u3000  Byron', 'Ada Byron', 'runs of spaces of any width'],
])('a name cannot deceive: %j is shown as %j (%s)', (typed, shown) => {
  expect(normaliseLine(typed)).toBe(shown)
})

test('one name has one form: composed and decomposed letters are the same', () => {
  expect(normaliseLine('Zoe\u0308')).toBe('Zo\u00EB')
  expect(normaliseLine('Zoe\u0308')).toBe(normaliseLine('Zo\u00EB'))
})

test.each(['Ada <b>Lovelace</b>', "O'Neil & Søn", 'محمد', '山田 太郎', 'नमस्ते', 'علی\u200Cرضا', '👩‍👩‍👧‍👦'])(
  'a name that people bear passes unchanged: %j',
  (name) => {
    expect(displayName.parse(name)).toBe(name)
  },
)

test.each([
  ['👩‍👩‍👧‍👦', 'a family of four'],
  ['🇫🇷', 'a flag'],
  ['👍🏽', 'a thumb with a skin tone'],
  ['e\u0301', 'a letter with an accent'],
  ['नि', 'a consonant with a vowel sign'],
])('%s counts as one character (%s)', (text) => {
  expect(countGraphemes(text)).toBe(1)
})

test('a name of 64 families fits, one of 65 letters does not', () => {
  expect(displayName.safeParse('👩‍👩‍👧‍👦'.repeat(64)).success).toBe(true)
  expect(displayName.safeParse('x'.repeat(64)).success).toBe(true)
  expect(displayName.safeParse('x'.repeat(65)).success).toBe(false)
})

test.each(['', '   ', '\u200B\u200B', '\u202E', '\u0000', '\u2060\u00A0'])(
  'a name that nobody can see is none: %j',
  (name) => {
    expect(displayName.safeParse(name).success).toBe(false)
  },
)

test('marks that would paint over the neighbours are refused, those of real languages are not', () => {
  expect(displayName.safeParse(`Z${'\u0335'.repeat(40)}algo`).success).toBe(false)
  expect(displayName.parse('Việt Nam')).toBe('Việt Nam')
})

test('A42: absurdly long text is refused without being looked through', () => {
  const rule = line(64)
  for (const unit of ['a', ' ', '\u0335', '\u200D', '👩‍']) {
    expect(z.safeParse(rule, unit.repeat(200_000)).success).toBe(false)
  }
})

test('normalising twice changes nothing more', () => {
  for (const text of ['  Zoe\u0308 \u200B x ', 'a\u200D\u200D\u200Db', '\u202Eabc\u202C', 'x\u0000\u0000y']) {
    expect(normaliseLine(normaliseLine(text))).toBe(normaliseLine(text))
  }
})

test('an address is kept as one account would be found: trimmed, in small letters', () => {
  expect(emailAddress.parse('  Ada@Example.ORG ')).toBe('ada@example.org')
  for (const wrong of ['ada', 'ada@', '@example.org', 'a b@example.org', `${'a'.repeat(250)}@x.org`])
    expect(emailAddress.safeParse(wrong).success).toBe(false)
})
