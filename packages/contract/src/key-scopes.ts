import * as z from 'zod/mini'

/** What an API key may be allowed. A route names the one that it asks for; one that names none takes no keys. */
export const keyScope = z.enum([
  'meetings:read',
  'people:read',
  'statistics:read',
  'audit:read',
  'meetings:write',
])
export type KeyScope = z.output<typeof keyScope>
