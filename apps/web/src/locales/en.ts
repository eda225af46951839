import type { Catalog } from '../platform/i18n/catalog.ts'
import { admission } from './en/admission.ts'
import { call } from './en/call.ts'
import { chat } from './en/chat.ts'
import { hands } from './en/hands.ts'
import { home } from './en/home.ts'
import { hosting } from './en/hosting.ts'
import { identity } from './en/identity.ts'
import { page } from './en/page.ts'
import { reactions } from './en/reactions.ts'
import { session } from './en/session.ts'

export const en: Catalog = {
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
}
