import { setTimeout as delay } from 'node:timers/promises'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? '8081'}`

export default defineConfig({
  plugins: [
    react(),
    layersFirst('reset, tokens, ui, features'),
    preloadFont(/atkinson-hyperlegible-next-latin-wght-normal.*\.woff2$/),
  ],
  build: {
    manifest: true,
    // Browsers with light-dark() of their own: the substitute cannot change the scheme below the root.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // One style sheet: it is small, and a page then never waits for a second one.
    cssCodeSplit: false,
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Lets the entry stand in one file with what others import of it.
      preserveEntrySignatures: false,
      // Left alone, the bundler makes a file for each set of screens that shares a component: every one of them a
      // request before the page is usable. So each step of the way into a call is one file with all that it needs.
      output: {
        codeSplitting: {
          groups: [
            { name: 'index', test: /\/apps\/web\/src\/(main\.tsx|ui\/)/, priority: 2 },
            { name: 'meeting', test: /\/features\/admission\/MeetingPage\.tsx$/, priority: 1 },
          ],
        },
      },
    },
    // livekit-client alone is larger; the budgets are checked on what a screen loads, compressed.
    chunkSizeWarningLimit: 600,
  },
  server: {
    allowedHosts: publicHosts(),
    proxy: {
      '^/(api|scim|\\.well-known|healthz|readyz)(/|$|\\?)': { target: api, xfwd: true, bypass: awaitApi },
      '/rtc': { target: api, ws: true, xfwd: true },
    },
  },
})

/** Vite answers to addresses and localhost alone, unless it is told of a name. */
function publicHosts(): string[] {
  const url = process.env['PUBLIC_URL'] ?? ''
  return URL.canParse(url) ? [new URL(url).hostname] : []
}

/**
 * A request that comes while the API restarts waits for it. One that was under way when the API ended, and one that
 * waited too long, the proxy answers by 502.
 */
async function awaitApi(): Promise<undefined> {
  for (const end = Date.now() + 60_000; Date.now() < end; await delay(50)) {
    try {
      // NOTE a kept connection is still served by a process that takes no new ones
      const response = await fetch(`${api}/healthz`, { headers: { connection: 'close' } })
      await response.body?.cancel()
      return
    } catch {
      // refused connection: not listening yet
    }
  }
}

/** Names the cascade layers before any rule: chunks of styles come in the order of their scripts. */
function layersFirst(order: string): Plugin {
  return {
    name: 'layers-first',
    // After Vite's own plugin, which makes the style sheet at this stage.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && file.fileName.endsWith('.css') && typeof file.source === 'string')
            file.source = `@layer ${order};${file.source}`
        }
      },
    },
  }
}

/** Lets the text font load together with the scripts, not after the style sheet. */
function preloadFont(fileName: RegExp): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => fileName.test(name))
        if (!font) return []
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: true }
        return [{ tag: 'link', attrs, injectTo: 'head' }]
      },
    },
  }
}
