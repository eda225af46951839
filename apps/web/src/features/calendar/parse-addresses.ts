import { displayName, emailAddress } from '@parvis/contract/text'

/** Somebody to invite. */
export interface Addressee {
  readonly email: string
  readonly name?: string
}

/** What was understood of a pasted list. */
export interface Addresses {
  readonly valid: readonly Addressee[]
  /** How often an address was repeated, or is among those invited already. */
  readonly duplicates: number
  /** What is no address, as it was written. */
  readonly wrong: readonly string[]
}

// `"Lovelace, Ada" <ada@example.org>`, or whatever stands between commas, semicolons, tabs and ends of lines.
const entries = /\s*"[^"\n]*"\s*<[^<>\n]*>|[^,;\t\r\n]+/g
const named = /^(.*?)\s*<([^<>]*)>$/

/** Reads addresses as mail programs and tables give them: any separator, with or without names. */
export function parseAddresses(typed: string, invited: readonly string[] = []): Addresses {
  const known = new Set(invited)
  const valid: Addressee[] = []
  const wrong: string[] = []
  let duplicates = 0
  for (const { address, name } of (typed.match(entries) ?? []).flatMap(toCandidates)) {
    const email = emailAddress.safeParse(address).data
    if (email === undefined) wrong.push(address)
    else if (known.has(email)) duplicates += 1
    else {
      known.add(email)
      const parsed = displayName.safeParse(name).data
      valid.push({ email, ...(parsed !== undefined && { name: parsed }) })
    }
  }
  return { valid, duplicates, wrong }
}

interface Candidate {
  readonly address: string
  readonly name: string
}

function toCandidates(entry: string): readonly Candidate[] {
  const text = entry.trim()
  const [, name, address] = named.exec(text) ?? []
  if (address !== undefined) return [{ address, name: (name ?? '').replaceAll('"', '') }]
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((address) => ({ address, name: '' }))
}
