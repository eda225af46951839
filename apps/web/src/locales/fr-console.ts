import { console } from './fr/console.ts'
import { keys } from './fr/keys.ts'
import { provisioning } from './fr/provisioning.ts'
import { quality } from './fr/quality.ts'
import { records } from './fr/records.ts'

/** The sentences of the administration console, which load with it and not with the first page. */
export const frConsole = { ...console, ...keys, ...provisioning, ...quality, ...records } as const
