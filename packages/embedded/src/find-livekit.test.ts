import { expect, test } from 'vitest'
import { verifyChecksum } from './find-livekit.ts'

test('an archive whose bytes are not the pinned ones is refused', () => {
  const bytes = new TextEncoder().encode('abc')
  const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(() => verifyChecksum(bytes, sha256OfAbc)).not.toThrow()
  expect(() => verifyChecksum(bytes.slice(1), sha256OfAbc)).toThrow(`instead of ${sha256OfAbc}`)
})
