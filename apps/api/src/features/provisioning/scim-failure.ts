import { Types } from 'scimmy'
import type { Log } from '../../platform/log.ts'

export type ScimFailure = InstanceType<typeof Types.Error>

/** An answer of the SCIM protocol that refuses (RFC 7644, 3.12). */
export function refuse(status: number, scimType: string | undefined, detail: string): ScimFailure {
  // NOTE the declared type of `scimType` knows no absence; the protocol does.
  return new Types.Error(status, scimType as string, detail)
}

/**
 * Runs what a directory asked for. What is not an answer of ours is logged and told as 500 without detail.
 * NOTE the library answers 404 to every error that it does not know, by which a directory would believe an account gone.
 */
export async function answering<Result>(log: Log, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Types.Error) throw error
    log.error({ event: 'scim-failed', err: error })
    throw refuse(500, undefined, 'The request could not be carried out. Try again later.')
  }
}

/** Whether there is in it what nobody types and no database takes. */
export function holdsControls(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
