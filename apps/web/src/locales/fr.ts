import { admission } from './fr/admission.ts'
import { call } from './fr/call.ts'
import { chat } from './fr/chat.ts'
import { hands } from './fr/hands.ts'
import { home } from './fr/home.ts'
import { hosting } from './fr/hosting.ts'
import { identity } from './fr/identity.ts'
import { page } from './fr/page.ts'
import { reactions } from './fr/reactions.ts'
import { session } from './fr/session.ts'

/** The source of every sentence of the page. Plural forms end in `_one`, `_other`; values stand in `{{…}}`. */
export const fr = {
  ...page,
  ...session,
  ...identity,
  ...home,
  ...admission,
  ...call,
  ...chat,
  ...hosting,
  ...hands,
  ...reactions,
} as const
