/** A piece of a message: text, or the address of a page. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string }

const addresses = /https?:\/\/[^\s<>"]+/gi
const closers = new Set('.,;:!?…)]}»’\'"*_')

/**
 * Finds the addresses in a message (security.md, A29). Only http and https are links, and what a link shows is where it
 * leads, with names in other scripts as punycode (RFC 3492). An address that bears a user name, which looks like a host,
 * stays text.
 */
export function toPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(addresses)) {
    const address = withoutClosers(match[0])
    const href = toHref(address)
    if (!href) continue
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    pieces.push({ kind: 'link', href })
    end = match.index + address.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

/** Without what ends the sentence and not the address. A bracket that the address opened is its own. */
function withoutClosers(address: string): string {
  let length = address.length
  while (closers.has(address.charAt(length - 1))) {
    if (address.charAt(length - 1) === ')' && address.includes('(')) break
    length -= 1
  }
  return address.slice(0, length)
}

function toHref(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href
}
