/**
 * Whether an error is one that livekit-client leaves to itself: a promise that nobody holds rejects when an answer of the
 * SFU comes for which nothing is open any more, as after a resumed signal. Nothing of ours can catch it, and nothing
 * follows from it (client-sdk-js, issue 1915).
 */
export function isLeftAlone({
  name,
  message,
}: {
  readonly name?: string
  readonly message: string
}): boolean {
  return name === 'NegotiationError' && message.endsWith('Called in wrong state: stable')
}
