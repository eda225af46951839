import { joinMeeting, leaveMeeting } from '@parvis/contract/admission'
import type { Admitted } from '@parvis/contract/admission'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { call as callApi, sendOnExit, Unreachable } from '../../platform/api.ts'
import { createStore } from '../../platform/store.ts'
import type { ReadableStore, Store } from '../../platform/store.ts'
import type { Call, CallFailure } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { createRememberedDevices } from '../devices/index.ts'
import { placeOfTab } from './door.ts'

export type Ending = CallFailure | 'left'

export type VisitStep =
  | { readonly kind: 'door'; readonly error?: unknown }
  | { readonly kind: 'entering' }
  | { readonly kind: 'call'; readonly call: Call; readonly admission: Admitted; readonly again: JoinRequest }
  /** `again` leads back to the same place. */
  | { readonly kind: 'over'; readonly ending: Ending; readonly again: JoinRequest }

export interface JoinRequest {
  /** Absent for signed-in people: they enter under the name of their account. */
  readonly name: string | undefined
  /** A place of this browser to come back to, or to take over from another tab. */
  readonly participantId: ParticipantId | undefined
}

/** One passage through a meeting: from the door, through the call, out. Disposing leaves and puts the camera out. */
export interface Visit extends Disposable {
  readonly slug: MeetingSlug
  readonly devices: Devices
  readonly step: ReadableStore<VisitStep>
  /** Never rejects: a refusal is in the step. */
  readonly join: (request: JoinRequest) => Promise<void>
  /** Leaves the call. Does nothing outside of it. */
  readonly end: (ending: Ending) => void
}

/** Loads the code of the call; asked for early, it is there when it is needed. */
export function loadCall() {
  return import('../call/index.ts')
}

/** `returning` goes straight in, as after a place was taken over: the person has just asked for it. */
export function createVisit(slug: MeetingSlug, returning?: JoinRequest): Visit {
  const step = createStore<VisitStep>({ kind: 'door' })
  const devices = createRememberedDevices()
  const closing = new AbortController()
  const core: VisitCore = { slug, step, devices, gone: closing.signal }
  if (returning) {
    void devices.open()
    void join(core, returning)
  }
  addEventListener('pagehide', () => giveUpPlace(core), { signal: closing.signal })
  return {
    slug,
    devices,
    step,
    join: (request) => join(core, request),
    end: (ending) => end(core, ending),
    [Symbol.dispose]() {
      end(core, 'left')
      closing.abort()
      devices[Symbol.dispose]()
    },
  }
}

interface VisitCore {
  readonly slug: MeetingSlug
  readonly step: Store<VisitStep>
  readonly devices: Devices
  /** Aborted when the visit is disposed. */
  readonly gone: AbortSignal
}

async function join(core: VisitCore, request: JoinRequest): Promise<void> {
  core.step.set({ kind: 'entering' })
  try {
    await enter(core, request)
  } catch (error) {
    core.step.set({ kind: 'door', error })
  }
}

async function enter(core: VisitCore, request: JoinRequest): Promise<void> {
  const { slug, step, devices, gone } = core
  const [admission, { createCall }] = await Promise.all([admit(slug, request), loadCall().catch(refuseCode)])
  const again = { ...request, participantId: admission.participantId }
  if (gone.aborted) return sendLeave(slug, admission)
  placeOfTab(slug).write(admission.participantId)
  const call = createCall({
    admission,
    devices,
    admit: ({ roomLost }) => admit(slug, { ...again, roomLost }),
  })
  const followStatus = (): void => {
    const status = call.status.get()
    if (status.kind === 'left') end(core, 'left')
    if (status.kind === 'failed') end(core, status.failure)
  }
  step.set({ kind: 'call', call, admission, again })
  call.status.subscribe(followStatus)
  followStatus()
}

function admit(slug: MeetingSlug, request: JoinRequest & { readonly roomLost?: boolean }): Promise<Admitted> {
  const { name, participantId, roomLost } = request
  const body = {
    ...(name !== undefined && { name }),
    ...(participantId !== undefined && { participantId }),
    ...(roomLost && { roomLost }),
  }
  return callApi(joinMeeting, { params: { slug }, body })
}

// After these the place is still this tab's: the server was not told that anybody left.
const returnable: ReadonlySet<Ending> = new Set(['sfu-unreachable', 'refused'])

function end(core: VisitCore, ending: Ending): void {
  const now = core.step.get()
  if (now.kind !== 'call') return
  // NOTE a tab whose place another one took must not give that place up
  if (ending === 'left') giveUpPlace(core)
  if (!returnable.has(ending)) placeOfTab(core.slug).write(undefined)
  core.step.set({ kind: 'over', ending, again: now.again })
  core.devices[Symbol.dispose]()
  void letGo(now.call)
}

function giveUpPlace({ slug, step }: VisitCore): void {
  const now = step.get()
  if (now.kind === 'call') sendLeave(slug, now.admission)
}

function sendLeave(slug: MeetingSlug, { participantId }: Admitted): void {
  sendOnExit(leaveMeeting, { params: { slug }, body: { participantId } })
}

async function letGo(call: Call): Promise<void> {
  await call.leave()
  await call[Symbol.asyncDispose]()
}

function refuseCode(error: unknown): never {
  throw new Unreachable(error)
}
