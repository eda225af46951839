import { randomBytes } from 'node:crypto'
import { tokenTtlSeconds } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import { sourceNames } from '@parvis/contract/meetings'
import type { SourceName, SourceRights } from '@parvis/contract/meetings'
import type { MediaSource } from '@parvis/contract/moderation'
import {
  AccessToken,
  RoomServiceClient,
  ServerError,
  TokenVerifier,
  TrackSource,
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
  /** What they may publish there now. */
  readonly rights: SourceRights
}

/** A room that the SFU has. */
export interface SfuRoom {
  readonly name: string
  /** How many are connected, up to 5 s ago (`roomUpdateInterval` in LiveKit's rtc/room.go). */
  readonly people: number
}

/** Somebody in a webhook; `rights` are missing where the SFU does not tell them. */
export interface EventParticipant {
  readonly identity: string
  readonly sid: string
  readonly rights?: SourceRights
}

/** A webhook, in our words; kinds that we do not act on are `other`. */
export interface SfuEvent {
  readonly id: string
  readonly kind: 'participant-joined' | 'participant-left' | 'room-finished' | 'other'
  readonly room: string | undefined
  readonly participant: EventParticipant | undefined
  /** Seconds of Unix time: the SFU gives no finer one. */
  readonly createdAtSeconds: number
}

/** Who a join token that was presented speaks for. */
export interface TokenSubject {
  readonly identity: string
  readonly room: string
  /** What it lets publish. */
  readonly rights: SourceRights
  /** Of a token that we minted: grows with time. Renewals, which the SFU makes for who is connected, have none. */
  readonly tokenId: string | undefined
}

/** The place that a join token is for. */
export interface TokenPlace {
  readonly identity: ParticipantId
  readonly room: string
  readonly name: string
  readonly rights: SourceRights
}

/** The one door to the SFU. Nothing else imports LiveKit. */
export interface Sfu {
  readonly url: string
  /** A token valid `tokenTtlSeconds`, with no right but joining, subscribing and publishing what `rights` name. */
  mintToken(place: TokenPlace): Promise<string>
  /** Whom the token speaks for, or undefined when it is forged, expired, or not for joining. */
  verifyToken(token: string): Promise<TokenSubject | undefined>
  /** The event of a webhook, verified over its raw bytes. @throws Error when the signature or the body is wrong. */
  verifyWebhook(body: string, authorization: string | undefined): Promise<SfuEvent>
  /** Creates the room, or leaves it as it is. */
  openRoom(room: string): Promise<void>
  /** Disconnects everybody. Nothing happens when there is no such room. */
  closeRoom(room: string): Promise<void>
  listRooms(): Promise<readonly SfuRoom[]>
  /** Those who are connected; empty when there is no such room. */
  listParticipants(room: string): Promise<readonly SfuParticipant[]>
  /** Disconnects one. The SFU would take their token again: the gate does not. */
  remove(room: string, identity: string): Promise<void>
  /** What they may publish from now on; what they publish beyond it is taken off at once. Nothing happens when they are away. */
  setRights(room: string, identity: string, rights: SourceRights): Promise<void>
  /** Under which name the others see them from now on. Nothing happens when they are away. */
  rename(room: string, identity: string, name: string): Promise<void>
  /** Switches a source off at those who have it on, and returns them. Nobody can switch on from elsewhere. */
  mute(room: string, identities: ReadonlySet<string>, source: MediaSource): Promise<readonly string[]>
  /** Rejects when the SFU does not answer within 2 s. */
  ping(): Promise<void>
  /** False when the SFU says that it knows one of the keys with which we sign otherwise, or not at all. */
  knowsKeys(): Promise<boolean>
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
    listRooms: async () =>
      (await rooms.listRooms()).map(({ name, numParticipants: people }) => ({ name, people })),
    async listParticipants(room) {
      const participants = await unlessMissing(rooms.listParticipants(room), [])
      return participants.map(({ identity, sid, joinedAt, permission }) => ({
        identity,
        sid,
        joinedAt: new Date(Number(joinedAt) * 1000),
        rights: toRights(permission ?? {}),
      }))
    },
    remove: (room, identity) => unlessMissing(rooms.removeParticipant(room, identity), undefined),
    async setRights(room, identity, rights) {
      // NOTE the SFU replaces the whole set: what is not named is lost.
      const permission = { ...toGrant(rights), hidden: false, canUpdateMetadata: false }
      await unlessMissing(rooms.updateParticipant(room, identity, { permission }), undefined)
    },
    async rename(room, identity, name) {
      await unlessMissing(rooms.updateParticipant(room, identity, { name }), undefined)
    },
    mute: (room, identities, source) => mute(rooms, room, { identities, source }),
    async ping() {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
      if (!response.ok) throw new Error(`the SFU answers ${response.status}`)
    },
    knowsKeys: () => knowsKeys(url, rooms, secrets.client),
  }
}

// NOTE a key that it takes is followed by another answer: no such room.
async function knowsKeys(url: string, rooms: RoomServiceClient, clientSecret: string): Promise<boolean> {
  const token = new AccessToken('client', clientSecret, { identity: 'none', ttl: tokenTtlSeconds })
  token.addGrant({ room: 'none', roomJoin: true })
  const headers = { Authorization: `Bearer ${await token.toJwt()}` }
  const [ofClient, ofServer] = await Promise.allSettled([
    fetch(`${url}/rtc/validate`, { headers, signal: AbortSignal.timeout(2000) }),
    rooms.listRooms(['none']),
  ])
  if (ofClient.status === 'fulfilled' && ofClient.value.status === 401) return false
  const reason: unknown = ofServer.status === 'rejected' ? ofServer.reason : undefined
  return !(reason instanceof ServerError && reason.status === 401)
}

async function mintToken({ identity, room, name, rights }: TokenPlace, secret: string): Promise<string> {
  const token = new AccessToken('client', secret, { identity, name, ttl: tokenTtlSeconds })
  token.addGrant({ room, roomJoin: true, ...toGrant(rights), canUpdateOwnMetadata: false })
  // NOTE the SDK signs whatever claims it holds, and has no setter for this one (RFC 7519, 4.1.7).
  Object.assign(token['grants'], { jti: createTokenId() })
  return token.toJwt()
}

const tokenIdShape = /^[0-9a-z]{9}-[0-9a-f]{16}$/

/** Milliseconds of Unix time, so that ids are in the order of their making, and 64 random bits. */
function createTokenId(): string {
  return `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(8).toString('hex')}`
}

const trackSources: Readonly<Record<SourceName, TrackSource>> = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen: TrackSource.SCREEN_SHARE,
  screenAudio: TrackSource.SCREEN_SHARE_AUDIO,
}

// NOTE to the SFU an empty list of sources means all of them: whoever may publish nothing must lose `canPublish`.
function toGrant(rights: SourceRights) {
  const canPublishSources = sourceNames
    .filter((source) => rights[source])
    .map((source) => trackSources[source])
  const canPublish = canPublishSources.length > 0
  return { canPublish, canPublishSources, canSubscribe: true, canPublishData: false }
}

interface Grant {
  readonly canPublish?: boolean | undefined
  /** Numbers in the SFU's answers, words in its tokens. */
  readonly canPublishSources?: readonly (TrackSource | string)[] | undefined
}

function toRights({ canPublish = true, canPublishSources: sources = [] }: Grant): SourceRights {
  const names = sources.map((source) => (typeof source === 'string' ? source : TrackSource[source]))
  const granted = new Set(names.map((name) => name?.toLowerCase()))
  const may = (source: SourceName): boolean =>
    canPublish && (granted.size === 0 || granted.has(TrackSource[trackSources[source]].toLowerCase()))
  return {
    microphone: may('microphone'),
    camera: may('camera'),
    screen: may('screen'),
    screenAudio: may('screenAudio'),
  }
}

// A share is switched off with its sound.
const mutedWith: Readonly<Record<MediaSource, readonly TrackSource[]>> = {
  camera: [trackSources.camera],
  microphone: [trackSources.microphone],
  screen: [trackSources.screen, trackSources.screenAudio],
}

async function mute(
  rooms: RoomServiceClient,
  room: string,
  { identities, source }: { readonly identities: ReadonlySet<string>; readonly source: MediaSource },
): Promise<readonly string[]> {
  const present = await unlessMissing(rooms.listParticipants(room), [])
  const tracks = present
    .filter(({ identity }) => identities.has(identity))
    .flatMap(({ identity, tracks }) =>
      tracks.map(({ sid, muted, source }) => ({ identity, sid, muted, source })),
    )
    .filter((track) => !track.muted && mutedWith[source].includes(track.source))
  // A track that went away in the meantime is silent as well.
  await Promise.all(
    tracks.map(({ identity, sid }) =>
      unlessMissing(rooms.mutePublishedTrack(room, identity, sid, true), undefined),
    ),
  )
  return [...new Set(tracks.map(({ identity }) => identity))]
}

// The SFU renews tokens of connected clients by itself and signs them with a pair of its choice, so any of ours may sign.
async function verifyToken(
  token: string,
  verifiers: readonly TokenVerifier[],
): Promise<TokenSubject | undefined> {
  for (const verifier of verifiers) {
    try {
      const { sub, jti, video } = await verifier.verify(token, 0)
      const tokenId = jti && tokenIdShape.test(jti) ? jti : undefined
      return sub && video?.roomJoin && video.room && !video.roomAdmin
        ? { identity: sub, room: video.room, rights: toRights(video), tokenId }
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
    participant: event.participant && toEventParticipant(event.participant),
    createdAtSeconds: Number(event.createdAt),
  }
}

function toEventParticipant({
  identity,
  sid,
  permission,
}: NonNullable<Received['participant']>): EventParticipant {
  return { identity, sid, ...(permission && { rights: toRights(permission) }) }
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

async function unlessMissing<Result, Missing>(
  work: Promise<Result>,
  missing: Missing,
): Promise<Result | Missing> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ServerError && error.code === 'not_found') return missing
    throw error
  }
}
