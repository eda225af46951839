import { expect, test } from 'vitest'
import { explainFailure } from './explain-failure.ts'

test.each([
  ['Node.js', new Error("ENOSPC: no space left on device, write '/data/secrets/livekit-client'")],
  ['PostgreSQL', new Error('could not extend file "base/1/2619": No space left on device')],
])('a full disk is told in one sentence, whoever met it: %s', (_who, error) => {
  expect(explainFailure(error)).toBe('The disk is full: free some space and start again.')
})

test.each([
  ['read-only file system', 'EROFS: read-only file system'],
  ['no such file or directory', 'ENOENT: no such file or directory'],
])('a directory that may not be written is told with the setting that names another: %s', (reason, text) => {
  expect(explainFailure(new Error(`${text}, mkdir '/srv/parvis/logs'`))).toBe(
    `/srv/parvis/logs cannot be written (${reason}): set PARVIS_DATA_DIR to a directory that you may write.`,
  )
})

test.each(['Port 8080 is in use.', "ENOENT: no such file or directory, open '/srv/parvis/dist/main.js'"])(
  'what has nothing to do with it stays as it is: %s',
  (text) => {
    expect(explainFailure(new Error(text))).toBe(text)
  },
)
