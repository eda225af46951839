import { tokenTtlSeconds } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import {
  AccessToken,
  RoomServiceClient,
  TokenVerifier,
  TrackSource,
  TwirpError,
  WebhookReceiver,
} from 'livekit-server-sdk'
import type { SfuSecrets } from './config.ts'

/** Names of the SFU's key pairs, as its key file has them. */
const keyNames = ['client', 'server', 'webhook'] as const

/** What the SFU told or was asked about somebody in a room. */
export interface SfuParticipant {
  readonly identity: string
  /** `PA_…`, another one for each connection that is not a resume. */
  readonly sid: string
  readonly joinedAt: Date
}

/** A webhook, in our words; kinds that we do not act on are `other`. */
export interface SfuEvent {
  readonly id: string
  readonly kind: 'participant-joined' | 'participant-left' | 'room-finished' | 'other'
  readonly room: string | undefined
  readonly participant: { readonly identity: string; readonly sid: string } | undefined
  /** Seconds of Unix time: the SFU gives no finer one. */
  readonly createdAtSeconds: number
}

/** Who a join token that was presented speaks for. */
export interface TokenSubject {
  readonly identity: string
  readonly room: string
}

/** The one door to the SFU. Nothing else imports LiveKit. */
export interface Sfu {
  readonly url: string
  /** A token for one place in one room, valid `tokenTtlSeconds`, with no right but joining, publishing and subscribing. */
  mintToken(place: {
    readonly identity: ParticipantId
    readonly room: string
    readonly name: string
  }): Promise<string>
  /** Whom the token speaks for, or undefined when it is forged, expired, or not for joining. */
  verifyToken(token: string): Promise<TokenSubject | undefined>
  /** The event of a webhook, verified over its raw bytes. @throws Error when the signature or the body is wrong. */
  verifyWebhook(body: string, authorization: string | undefined): Promise<SfuEvent>
  /** Creates the room, or leaves it as it is. */
  openRoom(room: string): Promise<void>
  /** Disconnects everybody. Nothing happens when there is no such room. */
  closeRoom(room: string): Promise<void>
  listRooms(): Promise<readonly string[]>
  /** Those who are connected; empty when there is no such room. */
  listParticipants(room: string): Promise<readonly SfuParticipant[]>
  remove(room: string, identity: string): Promise<void>
  /** Rejects when the SFU does not answer within 2 s. */
  ping(): Promise<void>
}

/** `url`: the SFU's HTTP address as this process reaches it. */
export function createSfu({ url, secrets }: { readonly url: string; readonly secrets: SfuSecrets }): Sfu {
  const rooms = new RoomServiceClient(url, 'server', secrets.server, { requestTimeout: 5 })
  const webhooks = new WebhookReceiver('webhook', secrets.webhook)
  const verifiers = keyNames.map((name) => new TokenVerifier(name, secrets[name]))
  return {
    url,
    mintToken: (place) => mintToken(place, secrets.client),
    verifyToken: (token) => verifyToken(token, verifiers),
    verifyWebhook: async (body, authorization) => toEvent(await webhooks.receive(body, authorization)),
    async openRoom(room) {
      await rooms.createRoom({ name: room })
    },
    closeRoom: (room) => unlessMissing(rooms.deleteRoom(room), undefined),
    listRooms: async () => (await rooms.listRooms()).map(({ name }) => name),
    async listParticipants(room) {
      const participants = await unlessMissing(rooms.listParticipants(room), [])
      return participants.map(({ identity, sid, joinedAt }) => ({
        identity,
        sid,
        joinedAt: new Date(Number(joinedAt) * 1000),
      }))
    },
    remove: (room, identity) => unlessMissing(rooms.removeParticipant(room, identity), undefined),
    async ping() {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
      if (!response.ok) throw new Error(`the SFU answers ${response.status}`)
    },
  }
}

async function mintToken(
  place: { identity: string; room: string; name: string },
  secret: string,
): Promise<string> {
  const token = new AccessToken('client', secret, {
    identity: place.identity,
    name: place.name,
    ttl: tokenTtlSeconds,
  })
  token.addGrant({
    room: place.room,
    roomJoin: true,
    canPublish: true,
    canPublishSources: [
      TrackSource.CAMERA,
      TrackSource.MICROPHONE,
      TrackSource.SCREEN_SHARE,
      TrackSource.SCREEN_SHARE_AUDIO,
    ],
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  return token.toJwt()
}

// The SFU renews tokens of connected clients by itself and signs them with a pair of its choice, so any of ours may sign.
async function verifyToken(
  token: string,
  verifiers: readonly TokenVerifier[],
): Promise<TokenSubject | undefined> {
  for (const verifier of verifiers) {
    try {
      const { sub, video } = await verifier.verify(token, 0)
      return sub && video?.roomJoin && video.room && !video.roomAdmin
        ? { identity: sub, room: video.room }
        : undefined
    } catch {
      // Not signed with this pair, or expired: the next pair decides, and in the end nobody vouches for it.
    }
  }
  return undefined
}

type Received = Awaited<ReturnType<WebhookReceiver['receive']>>

function toEvent(event: Received): SfuEvent {
  return {
    id: event.id,
    kind: toKind(event.event),
    room: event.room?.name,
    participant: event.participant && { identity: event.participant.identity, sid: event.participant.sid },
    createdAtSeconds: Number(event.createdAt),
  }
}

function toKind(name: string): SfuEvent['kind'] {
  switch (name) {
    case 'participant_joined':
      return 'participant-joined'
    case 'participant_left':
    case 'participant_connection_aborted':
      return 'participant-left'
    case 'room_finished':
      return 'room-finished'
    default:
      return 'other'
  }
}

async function unlessMissing<Result>(work: Promise<Result>, missing: Result): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TwirpError && error.code === 'not_found') return missing
    throw error
  }
}
