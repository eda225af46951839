let taken: string | undefined

/**
 * The single-use token of a link from a mail. It leaves the address at once, and so the history and what is copied from
 * the address bar; as a fragment it was never sent anywhere.
 */
export function takePasswordToken(): string | undefined {
  if (location.hash.length > 1) {
    taken = location.hash.slice(1)
    history.replaceState(history.state, '', location.pathname)
  }
  return taken
}

/** Once it was used it is worth nothing. */
export function forgetPasswordToken(): void {
  taken = undefined
}
