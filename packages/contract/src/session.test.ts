import { expect, test } from 'vitest'
import { safeParse } from 'zod/mini'
import { passwordRule, setUp, signIn } from './session.ts'

const account = { token: 't'.repeat(43), name: 'Ada', email: 'ada@example.org' }

test('a new password has 12 to 128 characters of any kind', () => {
  const accepts = (password: string): boolean => safeParse(setUp.body, { ...account, password }).success
  expect(accepts('x'.repeat(passwordRule.min - 1))).toBe(false)
  expect(accepts('x'.repeat(passwordRule.min))).toBe(true)
  expect(accepts('correct horse 🐴 battery')).toBe(true)
  expect(accepts('x'.repeat(passwordRule.max))).toBe(true)
  expect(accepts('x'.repeat(passwordRule.max + 1))).toBe(false)
})

test('a password is taken as it was typed: spaces are part of it', () => {
  expect(signIn.body.parse({ email: 'ada@example.org', password: '  spaces  ' }).password).toBe('  spaces  ')
})
