import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'

/** Whether reactions are said to screen readers; this browser remembers it. Off unless the person turned it on. */
export const announceReactions = remember('announce-reactions', z.boolean())
