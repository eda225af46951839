import type { MeetingRole } from '@parvis/contract/meetings'

/** Those who keep a role in the meeting from one sitting to the next plan it; a host of one sitting does not. */
export function canSchedule(role: MeetingRole | null): boolean {
  return role === 'owner' || role === 'cohost'
}

/** Mails that somebody had sent at a time. */
export interface Sending {
  readonly recipients: number
  readonly at: Date
}

/** What is asked of the quota: so many more mails, now. */
export interface Asking {
  readonly recipients: number
  /** Mails in any 24 hours. */
  readonly quota: number
  readonly now: Date
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Seconds until so many mails may be sent: 0 when they may now, undefined when they are more than a whole day's.
 * `sent`: oldest first.
 */
export function secondsUntilAllowed(
  sent: readonly Sending[],
  { recipients, quota, now }: Asking,
): number | undefined {
  if (recipients > quota) return undefined
  const recent = sent.filter(({ at }) => now.getTime() - at.getTime() < dayMs)
  let used = recent.reduce((sum, sending) => sum + sending.recipients, 0)
  if (used + recipients <= quota) return 0
  for (const sending of recent) {
    used -= sending.recipients
    if (used + recipients <= quota) return Math.ceil((sending.at.getTime() + dayMs - now.getTime()) / 1000)
  }
  throw new Error('an empty day has no room for what fits into it')
}
