import {
  endMeeting,
  lockMeeting,
  muteParticipants,
  removeParticipant,
  renameParticipant,
  setParticipantRights,
  spotlight,
} from '@parvis/contract/moderation'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Http } from '../../platform/http/serve.ts'
import { endForEveryone } from './end-meeting.ts'
import { lockSitting } from './lock-meeting.ts'
import { muteOthers } from './mute-participants.ts'
import { putOut } from './remove-participant.ts'
import { renameSomebody } from './rename-participant.ts'
import { ruleParticipant } from './set-participant-rights.ts'
import { setSpotlight } from './set-spotlight.ts'

export function mountModeration(http: Http, context: Context): void {
  // NOTE several hosts may sit behind one address; each act reaches the SFU and everybody in the meeting.
  const limit = perMinute(240)
  http.serve(muteParticipants, muteOthers(context), { limit })
  http.serve(setParticipantRights, ruleParticipant(context), { limit })
  http.serve(renameParticipant, renameSomebody(context), { limit: perMinute(60) })
  http.serve(removeParticipant, putOut(context), { limit })
  http.serve(spotlight, setSpotlight(context), { limit })
  http.serve(lockMeeting, lockSitting(context), { limit })
  http.serve(endMeeting, endForEveryone(context), { limit })
}
