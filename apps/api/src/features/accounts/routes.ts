import {
  choosePassword,
  createInvitation,
  getAccountOptions,
  inviteAgain,
  readPasswordLink,
  requestPasswordReset,
  resetSecondFactor,
  setAccountDisabled,
} from '@parvis/contract/accounts'
import type { Context } from '../../context.ts'
import { perMinute } from '../../platform/http/rate-limit.ts'
import type { Handler, Http } from '../../platform/http/serve.ts'
import { setDisabled } from './disable-account.ts'
import { sendInvitationAgain } from './invite-again.ts'
import { invite } from './invite.ts'
import { readLink, useLink } from './links.ts'
import { takeSecondFactor } from './reset-second-factor.ts'
import { noteResetWish } from './reset-password.ts'

export function mountAccounts(http: Http, context: Context): void {
  const limit = perMinute(30)
  http.serve(getAccountOptions, readOptions(context))
  http.serve(createInvitation, invite(context), { limit: perMinute(60) })
  http.serve(inviteAgain, sendInvitationAgain(context), { limit: perMinute(60) })
  http.serve(requestPasswordReset, noteResetWish(context), { limit: perMinute(20) })
  http.serve(readPasswordLink, readLink(context), { limit })
  http.serve(choosePassword, useLink(context), { limit })
  http.serve(setAccountDisabled, setDisabled(context), { limit: perMinute(120) })
  http.serve(resetSecondFactor, takeSecondFactor(context), { limit })
}

function readOptions({ config, mailer }: Context): Handler<typeof getAccountOptions> {
  return () => Promise.resolve({ localAccounts: config.localAccounts, mail: mailer.offered })
}
