import { readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import express from 'express'
import type { Request, RequestHandler } from 'express'
import { cookieName, readCookie } from '../cookies.ts'

const yearSeconds = 365 * 24 * 60 * 60

interface PageOptions {
  readonly secure: boolean
  readonly silentProvider: string | undefined
  /** Has the last word on the document. */
  readonly dress: (html: string) => Promise<string>
}

/**
 * The built page: files by their hashed names, cached for good, and for every other address the one HTML document.
 * It says whether the browser sent a session cookie at all, which spares guests a request, and to those without one
 * the provider that may be asked who they are.
 */
export function servePage(webRoot: string, { secure, silentProvider, dress }: PageOptions): RequestHandler[] {
  const html = readFileSync(join(webRoot, 'index.html'), 'utf8')
  const silent = silentProvider === undefined ? '' : ` data-silent="${silentProvider}"`
  const withoutSession = html.replace('data-session="maybe"', `data-session="none"${silent}`)
  const assets = join(resolve(webRoot), 'assets') + sep
  const sessionCookie = cookieName('session', secure)
  const files = express.static(webRoot, {
    index: false,
    redirect: false,
    setHeaders(response, path) {
      const immutable = path.startsWith(assets)
      response.set('Cache-Control', immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  return [
    (request, response, next) => (isDocument(request) ? next() : files(request, response, next)),
    async (request, response, next) => {
      if (!isDocument(request)) return next()
      const document = await dress(readCookie(request, sessionCookie) ? html : withoutSession)
      response.set({ 'Cache-Control': 'no-cache', Vary: 'Cookie' }).type('html').send(document)
    },
  ]
}

// Addresses of the page have no dot in their last part; files of the build have one.
function isDocument(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return !/\.[^/]*$/.test(request.path) && !/^\/(?:api|\.well-known)\//.test(request.path)
}
