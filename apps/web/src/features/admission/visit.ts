import { joinMeeting, leaveMeeting } from '@parvis/contract/admission'
import type { Admission, Admitted, Waiting } from '@parvis/contract/admission'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { By } from '@parvis/contract/live'
import { Problem } from '@parvis/contract/problems'
import type { ProblemCode } from '@parvis/contract/problems'
import { call as callApi, sendOnExit, Unreachable } from '../../platform/api.ts'
import { createStore } from '../../platform/store.ts'
import type { ReadableStore, Store, Undo } from '../../platform/store.ts'
import { renewWhenSuperseded } from '../../platform/superseded.ts'
import { applyTalk, silence } from '../../platform/waiting-talk.ts'
import type { WaitingTalk } from '../../platform/waiting-talk.ts'
import type { Call, CallFailure, CallOptions } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { areDevicesAllowed, createRememberedDevices } from '../devices/index.ts'
import { knockOfTab, placeOfTab } from './door.ts'
import { awaitAnswer } from './await-answer.ts'

/** How a visit ends; the last two never came as far as the call. */
export type Ending = CallFailure | 'left' | 'entry-refused'

export type VisitStep =
  | { readonly kind: 'door'; readonly error?: unknown }
  | { readonly kind: 'entering' }
  /** A host has to answer. `admitted`: one did, and the call is being entered. */
  | {
      readonly kind: 'waiting'
      readonly place: Waiting
      readonly hostPresent: boolean | undefined
      readonly admitted: boolean
      readonly talk: WaitingTalk
    }
  | { readonly kind: 'call'; readonly call: Call; readonly admission: Admitted; readonly again: JoinRequest }
  /** `by` is who did it. `again` leads back to the same place. */
  | {
      readonly kind: 'over'
      readonly ending: Ending
      readonly by: By | undefined
      readonly again: JoinRequest
    }

type WaitingStep = Extract<VisitStep, { readonly kind: 'waiting' }>

export interface JoinRequest {
  /** Absent for signed-in people: they enter under the name of their account. */
  readonly name: string | undefined
  /** A place of this browser to come back to, or to take over from another tab. */
  readonly participantId: ParticipantId | undefined
  /** Given once, at the door: whoever has a place is asked no more. */
  readonly passcode?: string | undefined
  /** By the right of those who administer the organisation; a place that was taken so keeps saying it. */
  readonly asAdministrator?: boolean
}

/** One passage through a meeting: from the door, through the call, out. Disposing leaves and puts the camera out. */
export interface Visit extends Disposable {
  readonly slug: MeetingSlug
  readonly devices: Devices
  readonly step: ReadableStore<VisitStep>
  /** Never rejects: a refusal is in the step. */
  readonly join: (request: JoinRequest) => Promise<void>
  /** Leaves the call, or stops waiting for it. Does nothing outside of both. */
  readonly end: (ending: Ending, by?: By) => void
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
  const core: VisitCore = { slug, step, devices, gone: closing.signal, undoWait: undefined }
  const knock = knockOfTab(slug).read()
  if (returning) {
    void devices.open()
    void join(core, returning)
  } else if (knock) {
    // A reload is no gesture: nobody is asked for permission again.
    void openAllowed(devices)
    void join(core, { name: knock.name, participantId: knock.participantId })
  }
  addEventListener('pagehide', () => giveUpPlace(core), { signal: closing.signal })
  return {
    slug,
    devices,
    step,
    join: (request) => join(core, request),
    end: (ending, by) => end(core, ending, by),
    [Symbol.dispose]() {
      end(core, 'left')
      core.undoWait?.()
      closing.abort()
      devices[Symbol.dispose]()
    },
  }
}

/** Opens the devices when the browser asks nobody. */
export async function openAllowed(devices: Devices): Promise<void> {
  if (await areDevicesAllowed()) await devices.open()
}

interface VisitCore {
  readonly slug: MeetingSlug
  readonly step: Store<VisitStep>
  readonly devices: Devices
  /** Aborted when the visit is disposed. */
  readonly gone: AbortSignal
  /** Stops listening for an answer. */
  undoWait: Undo | undefined
}

/** Refusals that no second press changes: they are a page of their own, not a notice beside the button. */
const final: Partial<Record<ProblemCode, Ending>> = {
  banned: 'banned',
  removed: 'removed',
  'entry-refused': 'entry-refused',
}

async function join(core: VisitCore, request: JoinRequest): Promise<void> {
  if (core.step.get().kind !== 'waiting') core.step.set({ kind: 'entering' })
  try {
    await enter(core, request)
  } catch (error) {
    // Who waits goes on waiting while the server or the network is away.
    if (core.step.get().kind === 'waiting' && isPassing(error)) return askLater(core, request)
    core.undoWait?.()
    knockOfTab(core.slug).write(undefined)
    const ending = error instanceof Problem ? final[error.code] : undefined
    if (ending) finish(core, { ending, by: undefined, again: request })
    else core.step.set({ kind: 'door', error })
  }
}

async function enter(core: VisitCore, request: JoinRequest): Promise<void> {
  const { slug, gone } = core
  const [admission, { createCall }] = await Promise.all([admit(slug, request), loadCall().catch(refuseCode)])
  const again = { name: request.name, participantId: admission.participantId }
  if (gone.aborted) return sendLeave(slug, admission)
  if (admission.state === 'waiting') return wait(core, admission, again)
  knockOfTab(slug).write(undefined)
  placeOfTab(slug).write(admission.participantId)
  begin(core, { again, admission, createCall })
}

/** Listens for the answer of a host; an admission enters by itself, at the same place and with the same tracks. */
function wait(core: VisitCore, place: Waiting, again: JoinRequest): void {
  const { slug, step } = core
  const { participantId } = place
  knockOfTab(slug).write({ participantId, ...(again.name !== undefined && { name: again.name }) })
  core.undoWait?.()
  step.set({ kind: 'waiting', place, hostPresent: undefined, admitted: false, talk: silence })
  const show = (change: Partial<Pick<WaitingStep, 'hostPresent' | 'admitted'>>): void =>
    step.set((now) => (now.kind === 'waiting' ? { ...now, ...change } : now))
  core.undoWait = awaitAnswer(place.live, {
    onHostPresent: (hostPresent) => show({ hostPresent }),
    onTalk: (event) =>
      step.set((now) => (now.kind === 'waiting' ? { ...now, talk: applyTalk(now.talk, event) } : now)),
    onAdmitted() {
      show({ admitted: true })
      void join(core, again)
    },
    onOver: (ending, by) => end(core, ending, by),
    // Without a place the stream cannot be opened: asking again tells in words why.
    onLost: () => askLater(core, again),
  })
}

const askAgainMs = 3_000

function askLater(core: VisitCore, request: JoinRequest): void {
  // Half of the delay is random, so that a whole waiting room does not come back in the same instant.
  const timer = setTimeout(() => void join(core, request), askAgainMs * (0.5 + Math.random() / 2))
  core.undoWait?.()
  core.undoWait = () => clearTimeout(timer)
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Problem)) return error instanceof Unreachable
  return error.status >= 500 || error.code === 'too-many-requests'
}

interface Beginning {
  readonly admission: Admitted
  readonly again: JoinRequest
  readonly createCall: (options: CallOptions) => Call
}

function begin(core: VisitCore, { admission, again, createCall }: Beginning): void {
  const { slug, step, devices } = core
  core.undoWait?.()
  const call = createCall({
    admission,
    devices,
    admit: ({ roomLost }) => readmit(slug, { ...again, roomLost }),
  })
  const followStatus = (): void => {
    const status = call.status.get()
    if (status.kind === 'left') end(core, 'left')
    if (status.kind !== 'failed') return
    const { failure } = status
    // The live stream tells who did it, at about the same time.
    if (failure === 'removed' || failure === 'ended') setTimeout(() => end(core, failure), nameWaitMs)
    else end(core, failure)
  }
  step.set({ kind: 'call', call, admission, again })
  call.status.subscribe(followStatus)
  followStatus()
}

const nameWaitMs = 1_000

function admit(
  slug: MeetingSlug,
  request: JoinRequest & { readonly roomLost?: boolean },
): Promise<Admission> {
  const { name, participantId, passcode, asAdministrator, roomLost } = request
  const body = {
    ...(name !== undefined && { name }),
    ...(participantId !== undefined && { participantId }),
    ...(passcode !== undefined && { passcode }),
    ...(asAdministrator && { asAdministrator }),
    ...(roomLost && { roomLost }),
  }
  return callApi(joinMeeting, { params: { slug }, body })
}

async function readmit(
  slug: MeetingSlug,
  request: JoinRequest & { readonly roomLost: boolean },
): Promise<Admitted> {
  const admission = await admit(slug, request)
  if (admission.state === 'waiting') throw new Problem('entry-refused')
  return admission
}

function end(core: VisitCore, ending: Ending, by?: By): void {
  const now = core.step.get()
  if (now.kind !== 'call' && now.kind !== 'waiting') return
  // NOTE a tab whose place another one took must not give that place up
  if (ending === 'left') sendLeave(core.slug, now.kind === 'call' ? now.admission : now.place)
  const again = now.kind === 'call' ? now.again : againAtDoor(now.place, ending)
  finish(core, { ending, by, again })
  if (now.kind === 'call') void letGo(now.call)
}

/** Whose place another tab watches may take it back; everybody else asks anew. */
function againAtDoor({ name, participantId }: Waiting, ending: Ending): JoinRequest {
  return { name, participantId: ending === 'replaced' ? participantId : undefined }
}

// After these the place is still this tab's: the server was not told that anybody left.
const returnable: ReadonlySet<Ending> = new Set(['sfu-unreachable', 'refused'])

function finish(core: VisitCore, over: Omit<Extract<VisitStep, { kind: 'over' }>, 'kind'>): void {
  if (!returnable.has(over.ending)) placeOfTab(core.slug).write(undefined)
  knockOfTab(core.slug).write(undefined)
  core.undoWait?.()
  core.step.set({ kind: 'over', ...over })
  core.devices[Symbol.dispose]()
}

/** NOTE who waits keeps their place when the page goes, for it may be a reload; the server sees the stream end. */
function giveUpPlace({ slug, step }: VisitCore): void {
  const now = step.get()
  if (now.kind === 'call') sendLeave(slug, now.admission)
}

function sendLeave(slug: MeetingSlug, { participantId }: { readonly participantId: ParticipantId }): void {
  sendOnExit(leaveMeeting, { params: { slug }, body: { participantId } })
}

async function letGo(call: Call): Promise<void> {
  await call.leave()
  await call[Symbol.asyncDispose]()
}

async function refuseCode(error: unknown): Promise<never> {
  // At the door nothing is lost by loading the page anew.
  await renewWhenSuperseded()
  throw new Unreachable(error)
}
