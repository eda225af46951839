import type { Admitted } from '@parvis/contract/admission'
import { createStore } from '../platform/store.ts'
import type { ReadableStore, Store, Undo } from '../platform/store.ts'
import { attemptSpacingMs } from './back-off.ts'
import type { Admit, CallFailure, CallStatus, Clock } from './call.ts'
import type { Verdict } from './failures.ts'

const admitTimeoutMs = 4_000
/** Silence after which we stop hoping for the old connection and ask for a new one. */
const hopeMs = 4_000
/** What an old connection gets to show life once the network is back: ICE checks come every 48 ms then. */
const revivalMs = 500
const firstConnectionMs = 25_000

/** One connection to the SFU, from connected until closed. */
export interface Session {
  /** Lets go of the SFU, never of our own tracks. Without `farewell` our place stays, for the next session to take. */
  close(end: { readonly farewell: boolean }): Promise<void>
}

export interface SessionEvents {
  /** It cannot come back by itself. */
  onLost(verdict: Verdict): void
  /** Nothing has been received for some seconds; it may yet come back by itself. */
  onQuiet(): void
  onAlive(): void
}

export interface ConnectionOptions {
  readonly admission: Admitted
  readonly admit: Admit
  readonly clock: Clock
  /** Connects; rejects when that fails or `signal` aborts, and then leaves nothing behind. */
  readonly open: (
    admission: Admitted,
    link: { events: SessionEvents; signal: AbortSignal },
  ) => Promise<Session>
  readonly judge: (error: unknown) => Verdict
  /** Calls back when trying at once is worth it: the network or the person is back. */
  readonly onWake: (wake: () => void) => Undo
}

export interface Connection {
  readonly status: ReadableStore<CallStatus>
  /** Throws the present connection away and makes another one. */
  rebuild(): void
  /** Lets go without leaving, for a page that goes to sleep; `resume` comes back. */
  suspend(): void
  resume(): void
  /** Settles when the SFU has been told. */
  leave(): Promise<void>
}

interface Core extends ConnectionOptions {
  readonly store: Store<CallStatus>
  readonly begun: number
  session: Session | undefined
  /** The session that may speak: what an older one still says is not listened to. */
  speaker: symbol | undefined
  run: AbortController | undefined
  undoHope: Undo | undefined
  wake: (() => void) | undefined
}

/**
 * Keeps us connected until we leave or somebody says that it is over. LiveKit resumes short cuts by itself; when it
 * cannot, or silence lasts, this asks for a fresh admission and opens a new session, without bound.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const core: Core = {
    ...options,
    store: createStore<CallStatus>({ kind: 'connecting' }),
    begun: options.clock.now(),
    session: undefined,
    speaker: undefined,
    run: undefined,
    undoHope: undefined,
    wake: undefined,
  }
  const undoWake = options.onWake(() => core.wake?.())
  const undoWatch = core.store.subscribe(() => {
    if (isOver(core)) undoWake()
  })
  void run(core, { admission: options.admission, roomLost: false })
  return {
    status: core.store,
    rebuild: () => lose(core, { kind: 'retry', roomLost: false }),
    suspend() {
      void stop(core, { farewell: true })
      setReconnecting(core)
    },
    resume() {
      if (!isOver(core) && !core.run) void run(core, { roomLost: false })
    },
    leave() {
      undoWatch()
      undoWake()
      const stopped = stop(core, { farewell: true })
      if (!isOver(core)) core.store.set({ kind: 'left' })
      return stopped
    },
  }
}

/** Tries until connected, over, or replaced by another run. */
async function run(core: Core, first: { admission?: Admitted; roomLost: boolean }): Promise<void> {
  const abort = new AbortController()
  core.run?.abort()
  core.run = abort
  let { roomLost } = first
  for (let attempt = 0; !abort.signal.aborted; attempt++) {
    const startedAt = core.clock.now()
    try {
      const known = attempt === 0 ? first.admission : undefined
      const admission = known ?? (await admit(core, { roomLost, abort }))
      await letOldSessionRevive(core, abort.signal)
      if (abort.signal.aborted) return
      await connect(core, admission, abort)
      return
    } catch (error) {
      if (abort.signal.aborted) return
      const verdict = core.judge(error)
      if (verdict.kind === 'over') return finish(core, verdict.failure)
      roomLost = verdict.roomLost
    }
    const connecting = core.store.get().kind === 'connecting'
    if (connecting && core.clock.now() - core.begun > firstConnectionMs)
      return finish(core, 'sfu-unreachable')
    await pause(core, startedAt + attemptSpacingMs(attempt) - core.clock.now(), abort.signal)
  }
}

async function connect(core: Core, admission: Admitted, abort: AbortController): Promise<void> {
  void core.session?.close({ farewell: false })
  core.session = undefined
  const speaker = Symbol('session')
  core.speaker = speaker
  const session = await core.open(admission, { events: eventsOf(core, speaker), signal: abort.signal })
  if (abort.signal.aborted) return session.close({ farewell: false })
  core.session = session
  core.run = undefined
  core.store.set({ kind: 'connected' })
}

function eventsOf(core: Core, speaker: symbol): SessionEvents {
  const present = (): boolean => core.speaker === speaker && core.session !== undefined
  return {
    onLost: (verdict) => present() && lose(core, verdict),
    onQuiet() {
      if (!present()) return
      setReconnecting(core)
      core.undoHope?.()
      core.undoHope = core.clock.after(hopeMs, () => {
        if (!core.run) void run(core, { roomLost: false })
      })
    },
    onAlive() {
      if (!present()) return
      core.undoHope?.()
      core.run?.abort()
      core.run = undefined
      core.store.set({ kind: 'connected' })
    },
  }
}

function lose(core: Core, verdict: Verdict): void {
  if (isOver(core)) return
  void stop(core, { farewell: false })
  if (verdict.kind === 'over') return finish(core, verdict.failure)
  setReconnecting(core)
  void run(core, { roomLost: verdict.roomLost })
}

function stop(core: Core, end: { farewell: boolean }): Promise<void> {
  core.undoHope?.()
  core.run?.abort()
  core.run = undefined
  const closed = core.session?.close(end)
  core.session = undefined
  core.speaker = undefined
  return closed ?? Promise.resolve()
}

function finish(core: Core, failure: CallFailure): void {
  void stop(core, { farewell: true })
  core.store.set({ kind: 'failed', failure })
}

function setReconnecting(core: Core): void {
  if (core.store.get().kind === 'connected') core.store.set({ kind: 'reconnecting', since: core.clock.now() })
}

function isOver(core: Core): boolean {
  const { kind } = core.store.get()
  return kind === 'left' || kind === 'failed'
}

/** A reply says that the network is back: the old connection, if it is still there, may be so too. */
async function letOldSessionRevive(core: Core, signal: AbortSignal): Promise<void> {
  if (core.session) await pause(core, revivalMs, signal)
}

/** Asks for an admission; gives up on a reply that does not come, which a network cut looks like. */
async function admit(core: Core, request: { roomLost: boolean; abort: AbortController }): Promise<Admitted> {
  const signal = new AbortController()
  const stopAsking = (): void => signal.abort(new Error('no admission in time'))
  const undoTimeout = core.clock.after(admitTimeoutMs, stopAsking)
  request.abort.signal.addEventListener('abort', stopAsking, { once: true })
  const aborted = new Promise<never>((_, reject) => {
    signal.signal.addEventListener('abort', () => reject(signal.signal.reason), { once: true })
  })
  try {
    return await Promise.race([core.admit({ roomLost: request.roomLost, signal: signal.signal }), aborted])
  } finally {
    undoTimeout()
    request.abort.signal.removeEventListener('abort', stopAsking)
  }
}

/** Waits for the time, a wake, or the end of the run, whichever comes first. */
function pause(core: Core, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      undo()
      signal.removeEventListener('abort', done)
      core.wake = undefined
      resolve()
    }
    const undo = core.clock.after(delayMs, done)
    core.wake = done
    signal.addEventListener('abort', done, { once: true })
  })
}
