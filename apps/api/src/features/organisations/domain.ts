import { domainToASCII } from 'node:url'
import { Problem } from '@parvis/contract/problems'

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/**
 * A domain as it is kept: lower case, punycode, without the `@` or the last dot that people type (RFC 5891, UTS #46).
 * @throws Problem `domain-invalid` for what is no domain of at least two labels.
 */
export function normaliseDomain(typed: string): string {
  const ascii = domainToASCII(typed.replace(/^@/, '').replace(/\.$/, ''))
  const labels = ascii.split('.')
  const named =
    labels.length >= 2 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? '')
  if (!named || ascii.length > 253) throw new Problem('domain-invalid')
  return ascii
}
