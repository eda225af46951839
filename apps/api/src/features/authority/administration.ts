import { Problem } from '@parvis/contract/problems'
import { isAdministrator } from '../../platform/http/session.ts'
import type { Caller, SignedIn } from '../../platform/http/session.ts'

/** Somebody who administers, and what: one organisation, or every one when `organisationId` is undefined. */
export interface Administration {
  readonly administrator: SignedIn
  readonly organisationId: string | undefined
}

/**
 * What a caller administers, narrowed to the organisation that they ask about when they name one.
 * @throws Problem `sign-in-required` or `forbidden` for those who administer nothing; `not-found` for another's
 * organisation, which answers as if it did not exist (security.md, A80).
 */
export function administrationOf(caller: Caller, asked?: string): Administration {
  if (caller.kind !== 'user') throw new Problem('sign-in-required')
  if (!isAdministrator(caller)) throw new Problem('forbidden')
  if (caller.platformAdministrator) return { administrator: caller, organisationId: asked }
  if (asked !== undefined && asked !== caller.organisationId) throw new Problem('not-found')
  return { administrator: caller, organisationId: caller.organisationId }
}

/** Of what a caller may read: one organisation, or every one when `organisationId` is undefined. */
export interface Reading {
  readonly organisationId: string | undefined
  /** The caller's own. */
  readonly home: string
  /** As the audit has it. */
  readonly actor: string
}

/** What an administrator administers, or the organisation of a key. @throws Problem as `administrationOf` does. */
export function readingOf(caller: Caller, asked?: string): Reading {
  if (caller.kind !== 'key') {
    const { administrator, organisationId } = administrationOf(caller, asked)
    return { organisationId, home: administrator.organisationId, actor: `user:${administrator.id}` }
  }
  if (asked !== undefined && asked !== caller.organisationId) throw new Problem('not-found')
  return { organisationId: caller.organisationId, home: caller.organisationId, actor: `key:${caller.id}` }
}

/** @throws Problem as `administrationOf` does, and `forbidden` for whoever administers one organisation only. */
export function requirePlatformAdministrator(caller: Caller): SignedIn {
  const { administrator } = administrationOf(caller)
  if (!administrator.platformAdministrator) throw new Problem('forbidden')
  return administrator
}
