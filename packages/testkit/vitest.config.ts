import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
// NOTE by path: Vite bundles a configuration but leaves packages, and with them TypeScript, to Node
import { chromiumArguments, findChromium } from '../embedded/src/chromium.ts'
import { isLeftAlone } from './src/left-alone.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

// NOTE what Vite finds only while tests run makes it bundle again and reload the page under them
const pageLibraries = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  '@tanstack/react-query',
  'wouter',
  'wouter/memory-location',
  'lucide-react',
  'livekit-client',
  'uqr',
  'zod',
  'zod/mini',
  'axe-core',
]

export default defineConfig(async () => ({
  root: path('../..'),
  cacheDir: '.cache/vitest',
  test: {
    passWithNoTests: false,
    // NOTE the tests wait for servers more than they compute: two at a time also where there are two cores only
    maxWorkers: 2,
    // NOTE only what fails waits so long: Vitest's own second is less than a busy machine may take for one step
    expect: { poll: { timeout: 20_000 } },
    onUnhandledError: (error: Parameters<typeof isLeftAlone>[0]) => (isLeftAlone(error) ? false : undefined),
    projects: [
      {
        extends: true as const,
        test: {
          name: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/{api,web}/src/**/*.test.{ts,tsx}',
            'apps/{deploy,e2e}/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.{ts,tsx}'],
          globalSetup: path('src/postgres-for-tests.ts'),
          // NOTE files that share a process load the API once, and show that it keeps nothing outside of what it is given
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true as const,
        optimizeDeps: { include: pageLibraries },
        test: {
          name: 'browser',
          include: ['apps/web/src/**/*.browser.test.{ts,tsx}'],
          globalSetup: path('src/sfu-for-browsers.ts'),
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // NOTE the fake camera is shared by all pages of one browser
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            // NOTE Vitest's own is a phone's, in which the call has fewer controls
            viewport: { width: 600, height: 896 },
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: await findChromium(), args: chromiumArguments() },
              contextOptions: { permissions: ['camera', 'microphone'] },
            }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
    ],
  },
}))
