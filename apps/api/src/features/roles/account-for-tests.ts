import type { UserId } from '@parvis/contract/ids'
import { getMe } from '@parvis/contract/session'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { sealRoles } from './seal-roles.ts'

export interface Account {
  readonly visitor: Visitor
  readonly id: UserId
  readonly email: string
}

/** An account; with `proven`, one whose address is known to be theirs. */
export async function createAccount(world: World, name: string, proven = true): Promise<Account> {
  const visitor = await world.member(name)
  const { id, email } = (await visitor.call(getMe, {})).body as Account
  if (proven) await sealRoles(world.api.context.database.pool, { id, email })
  return { visitor, id, email }
}
