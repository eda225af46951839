import { sourceNames } from '@parvis/contract/meetings'
import type { SourceRights } from '@parvis/contract/meetings'
import type { Context } from '../../context.ts'
import { findRightsAtSfu } from './store.ts'

/** Somebody who is at the SFU. */
interface Found {
  readonly identity: string
  readonly rights: SourceRights
}

/**
 * Puts out of the room who may not be there (an identity that we did not issue, removed, banned, not admitted) and
 * gives everybody else the rights that they have: an old token passes no gate, but may have passed before.
 */
export async function enforce(
  { database, sfu, metrics }: Pick<Context, 'database' | 'sfu' | 'metrics'>,
  room: string,
  found: readonly Found[],
): Promise<void> {
  const identities = found.map(({ identity }) => identity)
  if (identities.length === 0) return
  const allowed = await findRightsAtSfu(database.pool, { room, identities })
  for (const { identity, rights: actual } of found) {
    const rights = allowed.get(identity)
    if (!rights) {
      await sfu.remove(room, identity)
      metrics.reconciled.inc({ repair: 'removed' })
    } else if (!sameRights(rights, actual)) {
      await sfu.setRights(room, identity, rights)
      metrics.reconciled.inc({ repair: 'rights' })
    }
  }
}

function sameRights(one: SourceRights, other: SourceRights): boolean {
  return sourceNames.every((source) => one[source] === other[source])
}
