import type { Call, CallOptions } from './call.ts'
import { createEngine } from './engine.ts'
import { createLevels } from './levels.ts'
import { exposeRoom } from './stats.ts'

/**
 * Enters with the admission at once. From then on the call keeps itself connected until `leave()`, or until its status
 * says that it is over. It publishes the tracks of `devices` and never opens, stops or closes them.
 */
export function createCall(options: CallOptions): Call {
  const { devices, admission } = options
  const engine = createEngine(options)
  const { own, sound, video, connection, currentRoom } = engine
  const { people } = engine.roster
  const levels = createLevels(currentRoom)

  async function leave(): Promise<void> {
    await engine[Symbol.asyncDispose]()
  }

  const call: Call = {
    status: connection.status,
    participants: people.participants,
    activeSpeaker: people.activeSpeaker,
    sharers: people.sharers,
    intents: own.intents,
    rights: own.rights,
    audioBlocked: sound.blocked,
    participant: people.participant,
    onNotice: people.onNotice,
    watchLevel: (id, listener) =>
      id === admission.participantId ? devices.watchLevel(listener) : levels.watch(id, listener),
    attachVideo: (id, element, source = 'camera') => video.attach(id, element, source),
    async setMicrophone(on) {
      await devices.setMicrophone(on)
      await own.settled()
    },
    async setCamera(on) {
      await devices.setCamera(on)
      await own.settled()
    },
    async shareScreen() {
      const shared = await own.shareScreen()
      await own.settled()
      return shared
    },
    async stopSharing() {
      own.stopSharing()
      await own.settled()
    },
    startAudio: sound.start,
    leave,
    [Symbol.asyncDispose]: leave,
  }
  exposeRoom(call, currentRoom)
  return call
}
