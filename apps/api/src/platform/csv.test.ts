import { polyglots } from '@parvis/testkit/hostile-texts'
import { expect, test } from 'vitest'
import { toCsvRecord } from './csv.ts'

test.each([
  [['a', 1, true, null], '"a",1,true,\r\n'],
  [['say "hello", Ada', 'two\r\nlines'], '"say ""hello"", Ada","two\r\nlines"\r\n'],
  [[-5], '-5\r\n'],
])('a record is written as RFC 4180 has it: %j', (cells, record) => {
  expect(toCsvRecord(cells)).toBe(record)
})

test.each(['=1+1', '+33 1', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1'])(
  'C17: a spreadsheet does not run %j',
  (cell) => {
    expect(toCsvRecord([cell])).toBe(`"'${cell}"\r\n`)
  },
)

test.each(polyglots)('A25: %j is one cell, which no spreadsheet runs', (text) => {
  const [, cell = ''] = /^"((?:[^"]|"")*)","after"\r\n$/.exec(toCsvRecord([text, 'after'])) ?? []
  expect([text, `'${text}`]).toContain(cell.replaceAll('""', '"'))
  expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
})
