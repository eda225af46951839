import { listAudit } from '@parvis/contract/audit'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'

/** What the journal shows. Days are the reader's own. */
export interface AuditWanted {
  /** `2026-11-21`, or empty. */
  readonly from: string
  readonly to: string
  /** Empty for every act. */
  readonly action: string
  readonly actor: string
}

export const everything: AuditWanted = { from: '', to: '', action: '', actor: '' }

/** The same as the API understands it. */
export function toFilter({ from, to, action, actor }: AuditWanted) {
  return {
    ...(from && { from: startOf(from, 0) }),
    ...(to && { to: startOf(to, 1) }),
    ...(action && { action }),
    ...(actor && { actor }),
  }
}

/** The instant at which a day of the reader's own zone begins, or one some days later. */
function startOf(day: string, daysLater: number): string {
  const midnight = new Date(`${day}T00:00`)
  midnight.setDate(midnight.getDate() + daysLater)
  return midnight.toISOString()
}

export function auditQuery(wanted: AuditWanted) {
  const filter = toFilter(wanted)
  return infiniteQueryOptions({
    queryKey: ['admin', 'audit', filter],
    queryFn: ({ pageParam }) =>
      call(listAudit, { query: { ...filter, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}
