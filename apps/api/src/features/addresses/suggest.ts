import { isReserved } from '@parvis/contract/addresses'

const longest = 64
const suggestions = 8

/** Addresses like one that cannot be had, the simplest first: `conseil-2`, `conseil-3` … */
export function alternativesTo(address: string): readonly string[] {
  return Array.from({ length: suggestions }, (_, index) => {
    const ending = `-${index + 2}`
    return address.slice(0, longest - ending.length).replace(/-$/, '') + ending
  }).filter((alternative) => !isReserved(alternative))
}
