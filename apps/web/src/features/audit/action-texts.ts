import { auditActions } from '@parvis/contract/audit'
import type { AuditAction } from '@parvis/contract/audit'

/** The words for an act, or undefined for one that this page does not know yet. */
export function findActionKey(action: string): `action.${AuditAction}` | undefined {
  const known = auditActions.find((one) => one === action)
  return known && `action.${known}`
}
