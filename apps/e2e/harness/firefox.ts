import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { launch } from 'puppeteer-core'
import type { Browser } from 'puppeteer-core'

const run = promisify(execFile)

const usualPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

/**
 * A Firefox: `FIREFOX_PATH`, an installed one, Debian's package when we are root.
 * @throws Error that lists these ways when none works.
 */
async function findFirefox(): Promise<string> {
  const given = process.env.FIREFOX_PATH
  const found = [given ?? '', ...usualPlaces].find((path) => path !== '' && existsSync(path))
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'firefox-esr'], { env })
    if (existsSync('/usr/bin/firefox-esr')) return '/usr/bin/firefox-esr'
  }
  throw new Error('No Firefox: set FIREFOX_PATH, or install one (Debian: apt-get install firefox-esr).')
}

/** A Firefox with a fake camera and microphone that are allowed to every page, driven over WebDriver BiDi. */
export async function launchFirefox(): Promise<Browser & AsyncDisposable> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless: true,
    defaultViewport: { width: 1280, height: 720 },
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      // the SFU of the tests lives on 127.0.0.1
      'media.peerconnection.ice.loopback': true,
      'intl.accept_languages': 'fr',
    },
  })
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() })
}
