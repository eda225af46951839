import { mutingRule } from '@parvis/contract/meetings'
import type { MutingRule } from '@parvis/contract/meetings'
import type { Translate } from './i18n/catalog.ts'

const labels = {
  hosts: 'muting.hosts',
  accounts: 'muting.accounts',
  everybody: 'muting.everybody',
} as const

/** Who may mute others, the strictest first, as a choice shows it. */
export function mutingOptions(t: Translate): readonly { value: MutingRule; label: string }[] {
  return mutingRule.options.map((value) => ({ value, label: t(labels[value]) }))
}
