import { ConnectionError, ConnectionErrorReason, DisconnectReason } from 'livekit-client'
import { Problem } from '@parvis/contract/problems'
import type { CallFailure } from './call.ts'

/**
 * What follows from a connection that ended or did not come about: the call is over, or we try again.
 * `roomLost` asks the API to make sure that the SFU's room exists.
 */
export type Verdict =
  | { readonly kind: 'over'; readonly failure: CallFailure }
  | { readonly kind: 'retry'; readonly roomLost: boolean }

const retry: Verdict = { kind: 'retry', roomLost: false }
const retryInNewRoom: Verdict = { kind: 'retry', roomLost: true }

/** Translates the reason with which LiveKit gave up a Room that had been connected. */
export function judgeDisconnect(reason: DisconnectReason | undefined): Verdict {
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return { kind: 'over', failure: 'replaced' }
    case DisconnectReason.PARTICIPANT_REMOVED:
      return { kind: 'over', failure: 'removed' }
    case DisconnectReason.ROOM_DELETED:
      return { kind: 'over', failure: 'ended' }
    default:
      // NOTE no reason means that LiveKit could not resume: after a restart the SFU knows neither room nor person
      return retryInNewRoom
  }
}

/** Translates what was thrown while asking for an admission or connecting with it. */
export function judgeError(error: unknown): Verdict {
  if (error instanceof Problem) return judgeProblem(error)
  if (!(error instanceof ConnectionError)) return retry
  // the reason says what kind of context it is
  if (error.reason === ConnectionErrorReason.LeaveRequest)
    return judgeLeave(error.context as DisconnectReason)
  // NOTE 404 with "requested room does not exist", which livekit-client reports as not allowed
  if (error.reason === ConnectionErrorReason.NotAllowed && error.status === 404) return retryInNewRoom
  return retry
}

/** NOTE a full SFU and a failed negotiation both answer JOIN_FAILURE: capacity is the API's to judge. */
function judgeLeave(reason: DisconnectReason): Verdict {
  return reason === DisconnectReason.JOIN_FAILURE ? retry : judgeDisconnect(reason)
}

function judgeProblem(problem: Problem): Verdict {
  switch (problem.code) {
    case 'meeting-not-found':
    case 'place-not-found':
    case 'not-found':
      return { kind: 'over', failure: 'ended' }
    case 'removed':
      return { kind: 'over', failure: 'removed' }
    case 'banned':
      return { kind: 'over', failure: 'banned' }
    case 'meeting-full':
      return { kind: 'over', failure: 'meeting-full' }
    default:
      return problem.status >= 500 || problem.code === 'too-many-requests'
        ? retry
        : { kind: 'over', failure: 'refused' }
  }
}
