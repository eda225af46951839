import { defineConfig } from '@playwright/test'
import { findChromium } from '@parvis/embedded/chromium'
import { browserArguments } from './harness/browser.ts'
import { natArguments } from './harness/network.ts'
import type { HarnessOptions } from './harness/test.ts'

const executablePath = await findChromium()

export default defineConfig<object, HarnessOptions>({
  outputDir: 'test-results',
  // NOTE much of a fault is waiting, in which a journey of another installation runs; more would fill a small machine
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // NOTE only what fails waits so long: no rule is about how fast the machine is
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 60_000,
    locale: 'fr-FR',
    viewport: { width: 1280, height: 720 },
    // NOTE keeping track of every page of a call takes a quarter of a small machine; `--trace on` does it on demand
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'faults',
      testDir: 'faults',
      timeout: 900_000,
      use: {
        network: true,
        launchOptions: { executablePath, args: [...browserArguments('slow'), ...natArguments] },
      },
    },
    {
      name: 'journeys',
      testDir: 'journeys',
      use: { launchOptions: { executablePath, args: browserArguments('slow') } },
    },
  ],
})
