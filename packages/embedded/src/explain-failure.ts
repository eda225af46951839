/** What the person who typed `npm start` is told: our own sentences as they are, and the system's where it has one word. */
export function explainFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/ENOSPC|No space left on device/.test(text)) return 'The disk is full: free some space and start again.'
  // NOTE on a file system that is read-only, Node.js says ENOENT of directories that it should make
  const [, reason, path] =
    /^(?=ENOENT: .*, mkdir|EACCES|EROFS|EPERM|ENOTDIR)\w+: ([^,]+), (?:mkdir|open|link) '([^']+)'/.exec(
      text,
    ) ?? []
  if (path !== undefined)
    return `${path} cannot be written (${reason}): set PARVIS_DATA_DIR to a directory that you may write.`
  return text
}
