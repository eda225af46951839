import type { UserId } from '@parvis/contract/ids'

/** Whoever asks for the data of a person, or to erase them. */
export interface Ruler {
  readonly id: UserId
  readonly platformAdministrator: boolean
}

/** Oneself always; whoever administers the installation is ruled by their like alone. */
export function canRulePerson(actor: Ruler, person: Ruler): boolean {
  return actor.id === person.id || actor.platformAdministrator || !person.platformAdministrator
}
