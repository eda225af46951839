import { expect, test } from 'vitest'
import { explainFailure } from './explain-failure.ts'

test.each([
  ['Node.js', new Error("ENOSPC: no space left on device, write '/data/secrets/livekit-client'")],
  ['PostgreSQL', new Error('could not extend file "base/1/2619": No space left on device')],
])('a full disk is told in one sentence, whoever met it: %s', (_who, error) => {
  expect(explainFailure(error)).toBe('The disk is full: free some space and start again.')
})

test('a directory that may not be written is told with the setting that names another', () => {
  expect(explainFailure(new Error("EROFS: read-only file system, mkdir '/srv/parvis/logs'"))).toBe(
    '/srv/parvis/logs cannot be written (read-only file system): set PARVIS_DATA_DIR to a directory that you may write.',
  )
})

test('a sentence of ours stays as it is', () => {
  expect(explainFailure(new Error('Port 8080 is in use.'))).toBe('Port 8080 is in use.')
})
