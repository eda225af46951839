import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The deployment, brought up for real: one file, whose tests follow each other on the same containers. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../../.cache/vitest',
  test: {
    include: ['*.spec.ts'],
    testTimeout: 90_000,
    hookTimeout: 420_000,
    // What follows a failure says nothing.
    bail: 1,
  },
})
