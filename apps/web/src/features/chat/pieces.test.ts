import { polyglots } from '@parvis/testkit/hostile-texts'
import { expect, test } from 'vitest'
import { toPieces } from './pieces.ts'

const linksOf = (text: string) =>
  toPieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))

test.for<readonly [string, readonly string[]]>([
  ['Voir https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
  [
    '(http://example.org), puis https://example.org/x_(y)',
    ['http://example.org/', 'https://example.org/x_(y)'],
  ],
  ['https://exаmple.org', ['https://xn--exmple-4nf.org/']],
  ['https://gouv.fr@evil.example/', []],
  ['https://user:pass@evil.example/', []],
  ['javascript:alert(1) data:text/html,x ftp://example.org file:///etc/passwd', []],
  ['https:// http://[ https://%', []],
  ['JAVASCRIPT:https://example.org', ['https://example.org/']],
])('A29: of %j these are links', ([text, links]) => {
  expect(linksOf(text)).toEqual(links)
})

test('what stands around the links stays as it was', () => {
  expect(toPieces('Un https://a.example, deux')).toEqual([
    { kind: 'text', text: 'Un ' },
    { kind: 'link', href: 'https://a.example/' },
    { kind: 'text', text: ', deux' },
  ])
  expect(toPieces('rien')).toEqual([{ kind: 'text', text: 'rien' }])
})

test('A25: nothing of the corpus becomes a link to anything but a page', () => {
  const schemes = polyglots.flatMap(linksOf).map((href) => new URL(href).protocol)
  expect(new Set(schemes)).toEqual(new Set(['https:']))
})

test('A42: the longest message is taken apart by little work, whatever stands in it', () => {
  const begun = process.cpuUsage()
  for (const text of ['https://'.repeat(250), `https://a${'!'.repeat(1990)}`, 'h'.repeat(2000)])
    toPieces(text)
  expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000)
})
