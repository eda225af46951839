import { console } from './fr/console.ts'
import { records } from './fr/records.ts'

/** The sentences of the administration console, which load with it and not with the first page. */
export const frConsole = { ...console, ...records } as const
