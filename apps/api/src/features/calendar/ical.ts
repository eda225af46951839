/** Parameters of a property, e.g. `{ TZID: 'Europe/Paris' }`. */
type Parameters = Readonly<Record<string, string>>

/** Longest line, in octets, without its line break (RFC 5545, 3.1). */
const lineOctets = 75

/** One property as a content line. `value` must be of its type already: see `icalText` for words of people. */
export function icalProperty(name: string, value: string, parameters: Parameters = {}): string {
  const written = Object.entries(parameters).map(([key, text]) => `;${key}=${icalParameter(text)}`)
  return `${name}${written.join('')}:${withoutControls(value)}`
}

/** Words as a TEXT value (RFC 5545, 3.3.11): nothing in them can begin a property of its own. */
export function icalText(text: string): string {
  return withoutControls(text.replaceAll(/\r\n?|\n/g, '\n').replaceAll(/[\\;,]/g, String.raw`\$&`), '\n')
    .split('\n')
    .join(String.raw`\n`)
}

// A parameter's value can hold no double quote (RFC 5545, 3.1), and few programs know the escapes of RFC 6868.
function icalParameter(text: string): string {
  const value = withoutControls(text).replaceAll('"', '’')
  return /^[\w/+.-]+$/.test(value) ? value : `"${value}"`
}

// Line breaks and other controls, which no value can hold, become spaces.
function withoutControls(text: string, kept = ''): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (control) => (control === kept ? control : ' '))
}

/** Content lines as one file: folded, so that no line is longer than 75 octets, and each ended by CRLF. */
export function icalFile(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

// Between characters, never inside of one.
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > lineOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
