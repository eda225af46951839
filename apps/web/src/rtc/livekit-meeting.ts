import type { Admitted } from '@parvis/contract/admission'
import { z } from 'zod'
import { participantId } from '@parvis/contract/ids'
import type { ParticipantId } from '@parvis/contract/ids'
import { createCall } from './create-call.ts'
import type { Call, Clock } from './call.ts'
import { createDevices } from './create-devices.ts'
import type { Devices } from './devices.ts'

/** How tests reach a LiveKit of their own: its address and the secrets of the keys `client` and `server`. */
export interface LivekitAccess {
  readonly url: string
  readonly secrets: { readonly client: string; readonly server: string }
}

export interface LivekitPerson {
  readonly id: ParticipantId
  readonly devices: Devices
  readonly call: Call
  /** How often the call asked for an admission, and with what. */
  readonly admissions: readonly { readonly roomLost: boolean }[]
}

/** One meeting at a real SFU, for tests: stands in for the API, which makes rooms and mints tokens. */
export interface LivekitMeeting extends AsyncDisposable {
  /** Opens fake devices and creates a call. `place` enters again at somebody's place, as another tab would. */
  enter(name: string, options?: EnterOptions): Promise<LivekitPerson>
  /** A join token, for who comes without our page. */
  mintToken(name: string): Promise<string>
  createRoom(): Promise<void>
  deleteRoom(): Promise<void>
  remove(id: ParticipantId): Promise<void>
  /** Lets somebody publish these sources alone. */
  permit(id: ParticipantId, sources: readonly TrackSourceName[]): Promise<void>
  mute(person: { readonly id: ParticipantId; readonly trackSid: string }): Promise<void>
  /** What the SFU tells the others that somebody sends: a source stands here once its media has arrived. */
  listSources(id: ParticipantId): Promise<readonly TrackSourceName[]>
}

/** `TrackSource` of livekit_models.proto. */
const trackSourceName = z.enum(['CAMERA', 'MICROPHONE', 'SCREEN_SHARE'])
type TrackSourceName = z.infer<typeof trackSourceName>

/** `ParticipantInfo` of livekit_models.proto, as far as tests ask. */
const participantInfo = z.object({ tracks: z.array(z.object({ source: trackSourceName })) })

export interface EnterOptions {
  readonly microphone?: boolean
  readonly camera?: boolean
  readonly place?: ParticipantId
  readonly clock?: Clock
}

const participating = { canSubscribe: true, canPublish: true } as const

export async function createLivekitMeeting(access: LivekitAccess): Promise<LivekitMeeting> {
  const room = `test-${crypto.randomUUID()}`
  const people: LivekitPerson[] = []

  const service = createRoomService(access, room)

  async function admit(id: ParticipantId, name: string): Promise<Admitted> {
    const claims = { sub: id, name, video: { room, roomJoin: true, ...participating } }
    const token = await mintToken(claims, { key: 'client', secret: access.secrets.client })
    const startedAt = new Date().toISOString()
    return { state: 'admitted', participantId: id, name, sfuUrl: access.url, token, live: '/live', startedAt }
  }

  async function enter(name: string, options: EnterOptions = {}): Promise<LivekitPerson> {
    const { microphone = true, camera = true, place, clock } = options
    const id = place ?? createParticipantId()
    const devices = createDevices({ wanted: { microphone, camera } })
    await devices.open()
    const admissions: { roomLost: boolean }[] = []
    const call = createCall({
      admission: await admit(id, name),
      devices,
      ...(clock && { clock }),
      async admit({ roomLost, signal }) {
        admissions.push({ roomLost })
        // NOTE a real admission crosses the same network: it does not come during a cut
        await fetch(access.url, { signal })
        if (roomLost) await service.createRoom()
        return admit(id, name)
      },
    })
    const person = { id, devices, call, admissions }
    people.push(person)
    return person
  }

  return {
    enter,
    mintToken: async (name) => (await admit(createParticipantId(), name)).token,
    ...service,
    async [Symbol.asyncDispose]() {
      for (const { call, devices } of people) {
        await call.leave()
        devices[Symbol.dispose]()
      }
    },
  }
}

type RoomService = Pick<
  LivekitMeeting,
  'createRoom' | 'deleteRoom' | 'remove' | 'permit' | 'mute' | 'listSources'
>

/** What the API orders of the SFU by `livekit.RoomService`. */
function createRoomService(access: LivekitAccess, room: string): RoomService {
  async function ask(method: string, body: object): Promise<unknown> {
    const grant = { room, roomCreate: true, roomAdmin: true }
    const token = await mintToken({ video: grant }, { key: 'server', secret: access.secrets.server })
    const reply = await fetch(`${access.url}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${method}: ${reply.status} ${await reply.text()}`)
    return reply.json()
  }
  const order = async (method: string, body: object): Promise<void> => void (await ask(method, body))

  return {
    createRoom: () => order('CreateRoom', { name: room }),
    deleteRoom: () => order('DeleteRoom', { room }),
    remove: (identity) => order('RemoveParticipant', { room, identity }),
    permit: (identity, canPublishSources) =>
      order('UpdateParticipant', { room, identity, permission: { ...participating, canPublishSources } }),
    mute: ({ id, trackSid }) => order('MutePublishedTrack', { room, identity: id, trackSid, muted: true }),
    async listSources(identity) {
      const { tracks } = participantInfo.parse(await ask('GetParticipant', { room, identity }))
      return tracks.map(({ source }) => source).sort()
    },
  }
}

function createParticipantId(): ParticipantId {
  const letters = crypto.randomUUID().replaceAll('-', '').slice(0, 24)
  return participantId.parse(`p_${letters}`)
}

/** A JSON Web Token signed by HS256, as LiveKit takes it. */
async function mintToken(claims: object, signer: { key: string; secret: string }): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = { ...claims, iss: signer.key, nbf: now - 5, exp: now + 60 }
  const text = [{ alg: 'HS256', typ: 'JWT' }, payload].map((part) =>
    toBase64Url(encode(JSON.stringify(part))),
  )
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encode(signer.secret), algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, encode(text.join('.')))
  return [...text, toBase64Url(new Uint8Array(signature))].join('.')
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCodePoint(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
