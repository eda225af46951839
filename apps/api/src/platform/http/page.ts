import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, RequestHandler } from 'express'
import sirv from 'sirv'
import { cookieName, readCookie } from '../cookies.ts'

const yearSeconds = 365 * 24 * 60 * 60

/**
 * The built page: files by their hashed names, cached for good, and for every other address the one HTML document.
 * It says whether the browser sent a session cookie at all, which spares guests a request.
 */
export function servePage(webRoot: string, secure: boolean): RequestHandler[] {
  const html = readFileSync(join(webRoot, 'index.html'), 'utf8')
  const withoutSession = html.replace('data-session="maybe"', 'data-session="none"')
  const sessionCookie = cookieName('session', secure)
  const files = sirv(webRoot, {
    etag: true,
    gzip: true,
    brotli: true,
    extensions: [],
    setHeaders(response, path) {
      const immutable = path.startsWith('/assets/')
      response.setHeader(
        'Cache-Control',
        immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache',
      )
    },
  })
  return [
    (request, response, next) => (isDocument(request) ? next() : files(request, response, next)),
    (request, response, next) => {
      if (!isDocument(request)) return next()
      response
        .set({ 'Cache-Control': 'no-cache', Vary: 'Cookie' })
        .type('html')
        .send(readCookie(request, sessionCookie) ? html : withoutSession)
    },
  ]
}

// Addresses of the page have no dot in their last part; files of the build have one.
function isDocument(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return !/\.[^/]*$/.test(request.path) && !request.path.startsWith('/api/')
}
