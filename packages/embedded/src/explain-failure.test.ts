import { expect, test } from 'vitest'
import { explainFailure } from './explain-failure.ts'

test.each([
  ['Node.js', new Error("ENOSPC: no space left on device, write '/data/secrets/livekit-client'")],
  ['PostgreSQL', new Error('could not extend file "base/1/2619": No space left on device')],
])('a full disk is told in one sentence, whoever met it: %s', (_who, error) => {
  expect(explainFailure(error)).toBe('The disk is full: free some space and start again.')
})

test('a sentence of ours stays as it is', () => {
  expect(explainFailure(new Error('Port 8080 is in use.'))).toBe('Port 8080 is in use.')
})
