import { describe, expect, test } from 'vitest'
import { createKey, createRecoveryCodes, findCounter, normaliseCode, toAddress } from './codes.ts'

// The key of RFC 6238, appendix B: ASCII 12345678901234567890.
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('RFC 6238, appendix B, cut to six digits', () => {
  test.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
  ])('at %i s the code is %s', (seconds, code, counter) => {
    expect(findCounter(key, code, seconds * 1000)).toBe(counter)
  })
})

test('a clock that is 30 s off is accepted, one that is a minute off is not', () => {
  const at = (seconds: number) => findCounter(key, '287082', seconds * 1000)
  expect([at(29), at(59), at(89)]).toEqual([1, 1, 1])
  expect([at(0 - 1), at(121)]).toEqual([undefined, undefined])
})

test.each(['', '28708', '2870821', '28708a', ' 287082', '٢٨٧٠٨٢'])('%j is no code', (code) => {
  expect(findCounter(key, code, 59_000)).toBeUndefined()
})

test('an authenticator is told key, account and issuer', () => {
  const address = new URL(toAddress(createKey(), 'ada@example.org'))
  expect(address.protocol).toBe('otpauth:')
  expect(decodeURIComponent(address.pathname)).toContain('Parvis:ada@example.org')
  expect(address.searchParams.get('secret')).toMatch(/^[A-Z2-7]{32}$/)
})

test('recovery codes are ten, unlike each other, and may be typed in capitals and with spaces', () => {
  const codes = createRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(normaliseCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''))
  }
})
