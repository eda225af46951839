import { Problem, problemStatus } from '@parvis/contract/problems'
import type { ProblemCode } from '@parvis/contract/problems'
import { ConnectionError, DisconnectReason } from 'livekit-client'
import { expect, test } from 'vitest'
import { judgeDisconnect, judgeError } from './failures.ts'

const retry = { kind: 'retry', roomLost: false }
const retryInNewRoom = { kind: 'retry', roomLost: true }

test.for([
  [DisconnectReason.DUPLICATE_IDENTITY, { kind: 'over', failure: 'replaced' }],
  [DisconnectReason.PARTICIPANT_REMOVED, { kind: 'over', failure: 'removed' }],
  [DisconnectReason.ROOM_DELETED, { kind: 'over', failure: 'ended' }],
  [DisconnectReason.SERVER_SHUTDOWN, retryInNewRoom],
  [DisconnectReason.STATE_MISMATCH, retryInNewRoom],
  [undefined, retryInNewRoom],
] as const)('a connection that ended with reason %s is judged', ([reason, verdict]) => {
  expect(judgeDisconnect(reason)).toEqual(verdict)
})

test.for([
  ['the SFU does not answer', ConnectionError.serverUnreachable('no'), retry],
  [
    'the SFU does not know the room',
    ConnectionError.notAllowed('requested room does not exist', 404),
    retryInNewRoom,
  ],
  ['the token is too old', ConnectionError.notAllowed('expired', 401), retry],
  [
    'the place is taken back',
    ConnectionError.leaveRequest('bye', DisconnectReason.PARTICIPANT_REMOVED),
    { kind: 'over', failure: 'removed' },
  ],
  ['the SFU could not take us in', ConnectionError.leaveRequest('bye', DisconnectReason.JOIN_FAILURE), retry],
  ['the network is gone', new TypeError('Failed to fetch'), retry],
] as const)('when %s, what follows is clear', ([, error, verdict]) => {
  expect(judgeError(error)).toEqual(verdict)
})

const patient: readonly ProblemCode[] = [
  'too-many-requests',
  'internal-error',
  'not-ready',
  'sfu-unavailable',
  'database-unavailable',
  'provider-unavailable',
  'busy',
]
const ended: readonly ProblemCode[] = ['meeting-not-found', 'place-not-found', 'not-found']
const own = ['removed', 'banned', 'meeting-full'] as const
const codes = Object.keys(problemStatus) as ProblemCode[]

test.for(codes)(
  'a refused admission (%s) ends the call, unless it is the server that is in trouble',
  (code) => {
    expect(judgeError(new Problem(code))).toEqual(
      patient.includes(code) ? retry : { kind: 'over', failure: failureOf(code) },
    )
  },
)

function failureOf(code: ProblemCode) {
  if (ended.includes(code)) return 'ended'
  return own.find((one) => one === code) ?? 'refused'
}
