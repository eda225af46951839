import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from './processes.ts'

const run = promisify(execFile)

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A Chromium for tests: `CHROMIUM_PATH`, an installed one, Playwright's earlier download, Debian's package when we
 * are root, Playwright's download.
 * @throws Error that lists these ways when none works.
 */
export async function findChromium(log: Log = () => undefined): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`)
  }
  const { chromium } = await import('playwright')
  const found = [...usualPlaces, chromium.executablePath()].find((path) => existsSync(path))
  if (found !== undefined) return found

  const failures: string[] = []
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('installing the Debian package chromium')
    await installPackage('chromium').catch((error: unknown) => failures.push(String(error)))
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  log("downloading Playwright's Chromium")
  await downloadWithPlaywright().catch((error: unknown) => failures.push(String(error)))
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  throw new Error(
    ['No Chromium: set CHROMIUM_PATH, or install one. Tried apt-get and Playwright:', ...failures].join('\n'),
  )
}

async function installPackage(name: string): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', name], { env })
}

async function downloadWithPlaywright(): Promise<void> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  await run(process.execPath, [cli, 'install', 'chromium'])
}

// NOTE Chromium heeds the last list of features alone: Playwright's own, which ours replaces, stands in it too
const unwantedFeatures: readonly string[] = [
  // pages that Chromium draws behind its address bar: each window of a test would spend a second of a core on them
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/**
 * Arguments for calls in tests: two fake cameras (1280×720 at 30) and microphones, no permission prompts, sharing of
 * a tab without a picker, media to an SFU on 127.0.0.1.
 */
export function chromiumArguments(): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=fps=30,device-count=2,display-media-type=browser',
    '--allow-loopback-in-peer-connection',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-networking',
    `--disable-features=${unwantedFeatures.join()}`,
    // NOTE Chromium's sandbox refuses to run as root
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}
