import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'

const key = 'Zk3Tq9Lm5Xw1Vb7Np2Rc8Hd4Jf6Gs0Ya'

test('what was sealed is read again with the same key for the same purpose, and by nothing else', () => {
  const seal = createSeal(key)
  const sealed = seal.close('mail', 'Grüße à tous')
  expect(sealed).not.toContain('tous')
  expect(seal.close('mail', 'Grüße à tous')).not.toBe(sealed)
  expect(createSeal(key).open('mail', sealed)).toBe('Grüße à tous')
  expect(() => seal.open('second-factor', sealed)).toThrow(/authenticat/)
  expect(() => createSeal(`${key}x`).open('mail', sealed)).toThrow(/authenticat/)
})

test('a sealed text that was altered or cut is refused', () => {
  const seal = createSeal(key)
  const bytes = Buffer.from(seal.close('mail', 'a link'), 'base64url')
  for (const index of bytes.keys()) {
    const altered = Buffer.from(bytes)
    altered.writeUInt8(altered.readUInt8(index) ^ 1, index)
    expect(() => seal.open('mail', altered.toString('base64url'))).toThrow(/authenticat/)
  }
  expect(() => seal.open('mail', bytes.subarray(0, 20).toString('base64url'))).toThrow(/authenticat/)
})
