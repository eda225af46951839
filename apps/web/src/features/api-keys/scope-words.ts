import type { KeyScope } from '@parvis/contract/key-scopes'

/** What each scope lets a program do, in words. */
export const scopeWords = {
  'meetings:read': 'keys.meetingsRead',
  'people:read': 'keys.peopleRead',
  'statistics:read': 'keys.statisticsRead',
  'audit:read': 'keys.auditRead',
  'meetings:write': 'keys.meetingsWrite',
} as const satisfies Record<KeyScope, string>
