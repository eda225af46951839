import { Room } from '@livekit/rtc-node'

/** A participant without a browser, connected straight to the SFU. */
export interface Bot {
  readonly identity: string
  /** Leaves as a client does that closes the call. */
  leave(): Promise<void>
}

/** Connects to the SFU at `url` (`http://…`) with a join token. */
export async function connectBot(url: string, token: string): Promise<Bot> {
  const room = new Room()
  await room.connect(url.replace(/^http/, 'ws'), token, { autoSubscribe: false, dynacast: false })
  return { identity: room.localParticipant?.identity ?? '', leave: () => room.disconnect() }
}
