import * as z from 'zod/mini'
import { sessionId } from './ids.ts'
import { defineRoute } from './route.ts'
import { me, newPassword, typedPassword } from './session.ts'
import { displayName } from './text.ts'

export const ownSession = z.object({
  id: sessionId,
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** `Firefox`; null when it is none that we know. */
  browser: z.nullable(z.string()),
  /** `Windows`; null when it is none that we know. */
  system: z.nullable(z.string()),
  /** Whether it is the one that asks. */
  current: z.boolean(),
})
export type OwnSession = z.output<typeof ownSession>

export const listSessions = defineRoute({
  method: 'GET',
  path: '/api/v1/me/sessions',
  tag: 'account',
  summary: 'Where one is signed in, last used first.',
  access: 'user',
  status: 200,
  reply: z.object({ sessions: z.array(ownSession) }),
  problems: [],
})

export const endSession = defineRoute({
  method: 'DELETE',
  path: '/api/v1/me/sessions/:sessionId',
  tag: 'account',
  summary: 'End one of one’s own sessions.',
  access: 'user',
  params: z.object({ sessionId }),
  status: 204,
  problems: ['not-found'],
})

export const endOtherSessions = defineRoute({
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  tag: 'account',
  summary: 'End all of one’s own sessions but the one that asks.',
  access: 'user',
  status: 204,
  problems: [],
})

export const renameMe = defineRoute({
  method: 'PATCH',
  path: '/api/v1/me',
  tag: 'account',
  summary:
    'Change one’s own name. For local accounts: others have the name that their identity provider tells.',
  access: 'user',
  body: z.strictObject({ name: displayName }),
  status: 200,
  reply: me,
  problems: ['forbidden'],
})

export const changePassword = defineRoute({
  method: 'POST',
  path: '/api/v1/me/password',
  tag: 'account',
  summary: 'Change the password of one’s own local account. Every other session ends.',
  access: 'user',
  body: z.strictObject({ current: typedPassword, password: newPassword }),
  status: 204,
  problems: ['forbidden', 'wrong-password'],
})
