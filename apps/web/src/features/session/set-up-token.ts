let taken: string | undefined

/**
 * The single-use token of the set-up link. It leaves the address at once, and so the history, what is copied from
 * the address bar and every later `Referer`; it stays in the memory of this page alone.
 */
export function takeSetUpToken(): string | undefined {
  const address = new URL(location.href)
  const token = address.searchParams.get('token')
  if (token) {
    taken = token
    address.searchParams.delete('token')
    history.replaceState(history.state, '', address)
  }
  return taken
}
