import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/** A file that is written while it is read: memory does not grow with its length. */
export interface GeneratedFile {
  /** Letters, digits, `.` and `-` only. */
  readonly name: string
  readonly type: string
  readonly parts: AsyncIterable<string>
}

/**
 * Sends a file to be saved, never to be shown. Who goes away ends the work; what fails in the middle breaks the
 * connection, so that nobody takes a part for the whole.
 */
export async function sendFile(response: Response, { name, type, parts }: GeneratedFile): Promise<void> {
  response.status(200).set({
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  })
  try {
    await pipeline(Readable.from(parts), response)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
