import { expect, test } from 'vitest'
import { toBrowser } from './browser.ts'

const windowsChrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const windowsEdge = `${windowsChrome} Edg/140.0.0.0`
const linuxFirefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const macSafari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const androidChrome =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

test.each([
  [windowsChrome, 'chromium', 'windows'],
  [windowsEdge, 'chromium', 'windows'],
  [linuxFirefox, 'firefox', 'other'],
  [macSafari, 'safari', 'mac'],
  [iphone, 'safari', 'ios'],
  [androidChrome, 'chromium', 'android'],
  ['curl/8', 'other', 'other'],
])('%s is %s on %s', (userAgent, browser, system) => {
  expect(toBrowser(userAgent)).toEqual({ browser, system })
})
