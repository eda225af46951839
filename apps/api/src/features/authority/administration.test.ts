import type { UserId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import { expect, test } from 'vitest'
import type { Caller, SignedIn } from '../../platform/http/session.ts'
import { administrationOf, requirePlatformAdministrator } from './administration.ts'

const own = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'

const account = (rights: Partial<SignedIn>): SignedIn => ({
  kind: 'user',
  id: '33333333-3333-4333-8333-333333333333' as UserId,
  sessionId: 's',
  organisationId: own,
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  platformAdministrator: false,
  local: true,
  provider: null,
  ...rights,
})

const callers = {
  guest: { kind: 'guest' },
  member: account({}),
  'organisation administrator': account({ role: 'administrator' }),
  'platform administrator': account({ platformAdministrator: true }),
} as const satisfies Record<string, Caller>

function codeOr<Result>(act: () => Result): Result | string {
  try {
    return act()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

test.each([
  ['guest', undefined, 'sign-in-required'],
  ['guest', own, 'sign-in-required'],
  ['member', undefined, 'forbidden'],
  ['member', own, 'forbidden'],
  ['organisation administrator', undefined, own],
  ['organisation administrator', own, own],
  ['organisation administrator', other, 'not-found'],
  ['platform administrator', undefined, undefined],
  ['platform administrator', own, own],
  ['platform administrator', other, other],
] as const)('A80, C26: what a %s administers when they ask about %s', (who, asked, answer) => {
  expect(codeOr(() => administrationOf(callers[who], asked).organisationId)).toBe(answer)
})

test.each([
  ['guest', 'sign-in-required'],
  ['member', 'forbidden'],
  ['organisation administrator', 'forbidden'],
  ['platform administrator', callers['platform administrator']],
] as const)('C26: whether a %s administers the installation', (who, answer) => {
  expect(codeOr(() => requirePlatformAdministrator(callers[who]))).toEqual(answer)
})
