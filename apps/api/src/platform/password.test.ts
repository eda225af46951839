import { createHook } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

/** How many keys were derived while `work` ran. */
async function countDerivations(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const hook = createHook({ init: (_id, type) => void (count += type === 'SCRYPTREQUEST' ? 1 : 0) }).enable()
  try {
    await work()
  } finally {
    hook.disable()
  }
  return count
}

test('a password fits its own hash and no other; two hashes of it differ', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  expect(one).not.toBe(other)
  expect(await verifyPassword('correct horse', one)).toBe(true)
  expect(await verifyPassword('correct horse', other)).toBe(true)
  expect(await verifyPassword('Correct horse', one)).toBe(false)
})

test('a hash tells its own costs, at least those that OWASP asks for', async () => {
  expect(await hashPassword('x')).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
})

test('A33: an account that does not exist costs one derivation, like one that does', async () => {
  const stored = await hashPassword('correct horse')
  expect(await countDerivations(() => verifyPassword('wrong', stored))).toBe(1)
  for (const absent of [undefined, null, '', 'not a hash', 'argon2id$v=19$m=1'])
    expect(await countDerivations(() => verifyPassword('wrong', absent))).toBe(1)
})

test('a password typed on another keyboard is the same password', async () => {
  expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00E9'))).toBe(true)
})

test('C25: many passwords at once leave half of the processor to everybody else, and each is checked', async () => {
  const checks: Promise<boolean>[] = []
  const begun = await countDerivations(async () => {
    for (let index = 0; index < availableParallelism() + 1; index += 1)
      checks.push(verifyPassword('wrong', null))
    await Promise.resolve()
  })
  expect(begun).toBe(Math.ceil(availableParallelism() / 2))
  expect(new Set(await Promise.all(checks))).toEqual(new Set([false]))
})
