import { account } from './fr/account.ts'

/** What the pages of one’s own account say, in French. */
export const frAccount = { ...account } as const
