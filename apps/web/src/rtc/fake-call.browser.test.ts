import { createFakeMeeting } from './fake-call.ts'
import type { FakeCall } from './fake-call.ts'
import { createFakeDevices } from './fake-devices.ts'
import { describeCall } from './describe-call.ts'
import type { CallPerson, CallWorld } from './describe-call.ts'

describeCall('a fake call', () => Promise.resolve(createFakeWorld()))

function createFakeWorld(): CallWorld {
  const meeting = createFakeMeeting()
  const fakes = new Map<CallPerson, FakeCall>()
  const done = Promise.resolve()
  return {
    enter(name, options) {
      const call = meeting.enter(name, createFakeDevices(options))
      const person = { id: call.id, call }
      fakes.set(person, call)
      return Promise.resolve(person)
    },
    cut(person) {
      fakes.get(person)?.drop()
      fakes.get(person)?.restore()
      return done
    },
    remove(person) {
      fakes.get(person)?.fail('removed')
      return done
    },
    replace(person) {
      fakes.get(person)?.fail('replaced')
      return done
    },
    end() {
      meeting.end()
      return done
    },
    [Symbol.asyncDispose]: () => done,
  }
}
