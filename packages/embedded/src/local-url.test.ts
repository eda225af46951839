import { expect, test } from 'vitest'
import { toLocalUrl, toPageUrl } from './local-url.ts'

test.each([
  ['127.0.0.1', 'http://127.0.0.1:8080'],
  ['0.0.0.0', 'http://127.0.0.1:8080'],
  ['::', 'http://127.0.0.1:8080'],
  ['::1', 'http://[::1]:8080'],
  ['192.0.2.7', 'http://192.0.2.7:8080'],
])('what listens on %s is reached from this machine at %s', (host, url) => {
  expect(toLocalUrl(host, 8080)).toBe(url)
})

test.each([
  ['127.0.0.1', 'http://localhost:8080'],
  ['::', 'http://localhost:8080'],
  ['127.0.0.2', 'http://127.0.0.2:8080'],
  ['192.0.2.7', 'http://192.0.2.7:8080'],
])('whoever opens what listens on %s types %s', (host, url) => {
  expect(toPageUrl(host, 8080)).toBe(url)
})
