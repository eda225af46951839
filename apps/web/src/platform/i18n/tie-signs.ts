/** Keeps the signs before which French leaves a gap in the line of their word: none begins a line. */
export function tieSigns(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0')
}
