import type { UserId } from '@parvis/contract/ids'
import { exportPerson } from '@parvis/contract/persons'
import { addressOf } from '../../platform/api.ts'

/** Where everything that is kept about a person can be saved. */
export function exportPersonAddress(userId: UserId): string {
  return addressOf(exportPerson, { params: { userId } })
}
