import type { PresentParticipant } from '@parvis/contract/live'
import type { MutingRule } from '@parvis/contract/meetings'

type Asking = Pick<PresentParticipant, 'host' | 'account'>

/** Whether somebody who is no host is offered the microphones of others; hosts have their own menu. */
export function mayMuteOthers(rule: MutingRule, { host, account }: Asking): boolean {
  return !host && (rule === 'everybody' || (rule === 'accounts' && account))
}
