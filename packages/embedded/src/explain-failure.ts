/** What the person who typed `npm start` is told: our own sentences as they are, and the system's where it has one word. */
export function explainFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/ENOSPC|No space left on device/.test(text)) return 'The disk is full: free some space and start again.'
  return text
}
