import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { renewWhenSuperseded } from './superseded.ts'

beforeEach(() => sessionStorage.clear())

/** How often a page that began with `entry` is loaded anew, when the server answers so at each of its failures. */
async function countReloads(entry: string, answers: readonly (() => Response | Promise<never>)[]) {
  let reloads = 0
  onTestFinished(() => void vi.unstubAllGlobals())
  for (const answer of answers) {
    vi.stubGlobal('fetch', async () => answer())
    await renewWhenSuperseded({ scripts: ['/assets/runtime-1.js', entry], reload: () => (reloads += 1) })
  }
  return reloads
}

const documentOf = (entry: string) => (): Response =>
  new Response(`<script src="/assets/runtime-1.js"></script><script src="${entry}"></script>`)

test('a page whose build is no longer served is loaded anew', async () => {
  expect(await countReloads('/assets/index-1.js', [documentOf('/assets/index-2.js')])).toBe(1)
})

test('a page of the build that is served is left alone: it would fail in the same way', async () => {
  expect(await countReloads('/assets/index-1.js', [documentOf('/assets/index-1.js')])).toBe(0)
})

test('while the server is away or answers with an error, nothing is loaded anew', async () => {
  const away = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'))
  const broken = (): Response => new Response('<h1>Bad gateway</h1>', { status: 502 })
  expect(await countReloads('/assets/index-1.js', [away, broken])).toBe(0)
})

test('replicas that serve different builds send nobody in circles', async () => {
  const other = documentOf('/assets/index-2.js')
  expect(await countReloads('/assets/index-1.js', [other, other, other])).toBe(1)
})
