import type { Admitted } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import type { SourceRights } from '@parvis/contract/meetings'
import type { ReadableStore, Undo } from '../platform/store.ts'
import type { Devices } from './devices.ts'

/** Why a call is over, or could not begin. One file (`failures.ts`) translates LiveKit's reasons into these. */
export type CallFailure =
  | 'removed'
  | 'banned'
  | 'replaced'
  | 'ended'
  | 'meeting-full'
  | 'refused'
  | 'sfu-unreachable'
  | 'unsupported-browser'

export type CallStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** `since` is `clock.now()` when the cut was seen; the overlay comes 3 s later. */
  | { readonly kind: 'reconnecting'; readonly since: number }
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly failure: CallFailure }

export type Switch = 'on' | 'off'
export type Quality = 'good' | 'poor' | 'lost' | 'unknown'

/** One person in the call, as a tile shows them. */
export interface CallParticipant {
  readonly id: ParticipantId
  readonly name: string
  readonly local: boolean
  readonly microphone: Switch
  readonly camera: Switch
  readonly sharing: boolean
  readonly speaking: boolean
  readonly quality: Quality
  /** Milliseconds, `clock.now()`, when they were first seen in this call. */
  readonly joinedAt: number
}

/** What happened, to be announced in words: each exactly once. */
export type CallNotice =
  | {
      readonly kind: 'joined' | 'left' | 'muted' | 'unmuted' | 'share-started' | 'share-stopped'
      readonly participantId: ParticipantId
      readonly name: string
    }
  /** `cutMs`: how long it took; a cut too short to have been shown needs no words. */
  | { readonly kind: 'reconnected'; readonly cutMs: number }

/** Microphone, camera, share: what the person wants against what is so. They differ while the network or a prompt is slow. */
export interface Intent {
  readonly wanted: boolean
  readonly actual: boolean
}

/** A call, without a word of LiveKit. Made by `createCall`, or by `createFakeCall` which passes the same suite. */
export interface Call extends AsyncDisposable {
  readonly status: ReadableStore<CallStatus>
  /** Everybody, oneself first, then in the order of arrival. The array is another one only when somebody came or went. */
  readonly participants: ReadableStore<readonly ParticipantId[]>
  /** Who spoke last or speaks now: the loudest first. */
  readonly activeSpeaker: ReadableStore<ParticipantId | undefined>
  /** Who shares their screen, first come first. */
  readonly sharers: ReadableStore<readonly ParticipantId[]>
  readonly intents: ReadableStore<{
    readonly microphone: Intent
    readonly camera: Intent
    readonly share: Intent
  }>
  /** What the SFU takes from this person now. What it refuses is not wanted any more: only a new press wants it again. */
  readonly rights: ReadableStore<SourceRights>
  /** True when the browser blocks sound until a gesture: show a banner whose button calls `startAudio`. */
  readonly audioBlocked: ReadableStore<boolean>
  /** The store of one participant; the same object as long as they are there. Of somebody gone: their last state. */
  participant(id: ParticipantId): ReadableStore<CallParticipant>
  onNotice(listener: (notice: CallNotice) => void): Undo
  /** Microphone level of a participant, 0 to 1, without React. */
  watchLevel(id: ParticipantId, listener: (level: number) => void): Undo
  /** Shows somebody's camera, or their shared screen, in the element until undone. Follows track changes by itself. */
  attachVideo(id: ParticipantId, element: HTMLVideoElement, source?: 'camera' | 'screen'): Undo
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  /** Resolves to false when the person closed the browser's chooser. */
  shareScreen(): Promise<boolean>
  stopSharing(): Promise<void>
  /** Must be called in a gesture. */
  startAudio(): Promise<void>
  /** Says good-bye to the SFU and lets go of everything but the devices. */
  leave(): Promise<void>
}

/**
 * Asks the API for an admission to the same place: at every reconnection. `roomLost`: the SFU did not know the room.
 * `signal` aborts when the reply is not awaited any more: give it to `fetch`.
 */
export type Admit = (request: {
  readonly roomLost: boolean
  readonly signal: AbortSignal
}) => Promise<Admitted>

export interface CallOptions {
  /** The admission that the click on "Join" obtained. */
  readonly admission: Admitted
  /** Obtains a fresh admission to the same place. Rejects with a `Problem` when it is refused. */
  readonly admit: Admit
  readonly devices: Devices
  readonly clock?: Clock
}

/** Time, replaceable in tests. */
export interface Clock {
  now(): number
  /** Calls back once after `delayMs`, unless undone. */
  after(delayMs: number, callback: () => void): Undo
}
