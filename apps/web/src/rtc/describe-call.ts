import type { ParticipantId } from '@parvis/contract/ids'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Call, CallNotice } from './call.ts'

export interface CallPerson {
  readonly id: ParticipantId
  readonly call: Call
}

/** One meeting, real or not, and what happens to its people from outside. */
export interface CallWorld extends AsyncDisposable {
  /** With microphone and camera on, unless said otherwise. */
  enter(
    name: string,
    options?: { readonly microphone?: boolean; readonly camera?: boolean },
  ): Promise<CallPerson>
  /** Loses the connection of this person, which can be made again. */
  cut(person: CallPerson): Promise<void>
  remove(person: CallPerson): Promise<void>
  end(): Promise<void>
  /** Enters at this person's place, as another tab would. */
  replace(person: CallPerson): Promise<void>
}

const soon = { timeout: 20_000, interval: 20 }

/** The rules of a `Call`: the real one and the fake one pass them all. */
export function describeCall(title: string, createWorld: () => Promise<CallWorld>): void {
  describe(`the rules of a call: ${title}`, () => {
    let world: CallWorld
    beforeEach(async () => {
      world = await createWorld()
    })
    afterEach(() => world[Symbol.asyncDispose]())

    describePresence((name, options) => enter(world, name, options))
    describeOwnMedia((name, options) => enter(world, name, options))
    describeConnection(() => world)
  })
}

type Enter = (...args: Parameters<CallWorld['enter']>) => Promise<CallPerson>

function describePresence(enter: Enter): void {
  test('everybody is seen by everybody, oneself first, the others in the order of arrival', async () => {
    const ada = await enter('Ada')
    const bob = await enter('Bob')
    const eve = await enter('Eve')
    await expect.poll(() => namesIn(ada), soon).toEqual(['Ada', 'Bob', 'Eve'])
    await expect.poll(() => namesIn(bob), soon).toEqual(['Bob', 'Ada', 'Eve'])
    await expect.poll(() => namesIn(eve), soon).toEqual(['Eve', 'Ada', 'Bob'])
  })

  test('who came and who left is said once', async () => {
    const ada = await enter('Ada')
    const notices = listenTo(ada)
    const bob = await enter('Bob')
    await expect.poll(() => namesIn(ada), soon).toEqual(['Ada', 'Bob'])
    await bob.call.leave()
    await expect.poll(() => namesIn(ada), soon).toEqual(['Ada'])
    const who = { participantId: bob.id, name: 'Bob' }
    expect(notices).toEqual([
      { kind: 'joined', ...who },
      { kind: 'left', ...who },
    ])
    expect(bob.call.status.get()).toEqual({ kind: 'left' })
  })

  test('muting touches one person only, and the list of people not at all', async () => {
    const ada = await enter('Ada')
    const bob = await enter('Bob')
    await expect.poll(() => stateOf(ada, bob).microphone, soon).toBe('on')
    await expect.poll(() => stateOf(ada, ada).microphone, soon).toBe('on')
    const before = { people: ada.call.participants.get(), self: stateOf(ada, ada) }
    const notices = listenTo(ada)
    await bob.call.setMicrophone(false)
    await expect.poll(() => stateOf(ada, bob).microphone, soon).toBe('off')
    await bob.call.setMicrophone(true)
    await expect.poll(() => stateOf(ada, bob).microphone, soon).toBe('on')
    expect(ada.call.participants.get()).toBe(before.people)
    expect(stateOf(ada, ada).microphone).toBe(before.self.microphone)
    expect(notices.map(({ kind }) => kind)).toEqual(['muted', 'unmuted'])
  })
}

function describeOwnMedia(enter: Enter): void {
  test('who enters with everything off sends nothing until they turn it on', async () => {
    const ada = await enter('Ada')
    const bob = await enter('Bob', { microphone: false, camera: false })
    await expect.poll(() => namesIn(ada), soon).toEqual(['Ada', 'Bob'])
    expect(stateOf(ada, bob)).toMatchObject({ microphone: 'off', camera: 'off' })
    await bob.call.setCamera(true)
    await bob.call.setMicrophone(true)
    await expect.poll(() => stateOf(ada, bob), soon).toMatchObject({ microphone: 'on', camera: 'on' })
    expect(bob.call.intents.get().camera).toEqual({ wanted: true, actual: true })
    await bob.call.setCamera(false)
    await expect.poll(() => stateOf(ada, bob).camera, soon).toBe('off')
    expect(bob.call.intents.get().camera).toEqual({ wanted: false, actual: false })
  })

  test('a shared screen is seen, and its end as well', async () => {
    const ada = await enter('Ada')
    const bob = await enter('Bob')
    expect(await bob.call.shareScreen()).toBe(true)
    await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
    expect(bob.call.sharers.get()).toEqual([bob.id])
    await bob.call.stopSharing()
    await expect.poll(() => ada.call.sharers.get(), soon).toEqual([])
    expect(bob.call.intents.get().share).toEqual({ wanted: false, actual: false })
  })
}

function describeConnection(currentWorld: () => CallWorld): void {
  test('a call that loses its connection comes back by itself, muted if it was, sharing if it did', async () => {
    const world = currentWorld()
    const ada = await enter(world, 'Ada')
    const bob = await enter(world, 'Bob')
    await bob.call.setMicrophone(false)
    await bob.call.shareScreen()
    await expect.poll(() => ada.call.sharers.get(), soon).toEqual([bob.id])
    const notices = listenTo(bob)
    const seen = followStatus(bob)
    const seenByAda = listenTo(ada)
    await world.cut(bob)
    await expect.poll(() => seen, soon).toEqual(['reconnecting', 'connected'])
    await expect
      .poll(() => bob.call.intents.get(), soon)
      .toEqual({
        microphone: { wanted: false, actual: false },
        camera: { wanted: true, actual: true },
        share: { wanted: true, actual: true },
      })
    await expect
      .poll(() => stateOf(ada, bob), soon)
      .toMatchObject({ microphone: 'off', camera: 'on', sharing: true })
    expect(notices.map(({ kind }) => kind)).toEqual(['reconnected'])
    expect(seenByAda).toEqual([])
    expect(namesIn(bob)).toEqual(['Bob', 'Ada'])
  })

  test.for([
    { what: 'removed', how: (world: CallWorld, bob: CallPerson) => world.remove(bob) },
    { what: 'replaced', how: (world: CallWorld, bob: CallPerson) => world.replace(bob) },
    { what: 'ended', how: (world: CallWorld) => world.end() },
  ])(
    'a person who is out for good ($what) is told why, and shares nothing any more',
    async ({ what, how }) => {
      const world = currentWorld()
      const bob = await enter(world, 'Bob')
      await bob.call.shareScreen()
      await how(world, bob)
      await expect.poll(() => bob.call.status.get(), soon).toEqual({ kind: 'failed', failure: what })
      expect(bob.call.intents.get().share.wanted).toBe(false)
    },
  )
}

async function enter(world: CallWorld, ...args: Parameters<CallWorld['enter']>): Promise<CallPerson> {
  const person = await world.enter(...args)
  await expect.poll(() => person.call.status.get().kind, soon).toBe('connected')
  return person
}

function namesIn({ call }: CallPerson): string[] {
  return call.participants.get().map((id) => call.participant(id).get().name)
}

function stateOf(by: CallPerson, who: CallPerson) {
  return by.call.participant(who.id).get()
}

function listenTo({ call }: CallPerson): readonly CallNotice[] {
  const notices: CallNotice[] = []
  call.onNotice((notice) => void notices.push(notice))
  return notices
}

function followStatus({ call }: CallPerson): readonly string[] {
  const seen: string[] = []
  call.status.subscribe(() => void seen.push(call.status.get().kind))
  return seen
}
