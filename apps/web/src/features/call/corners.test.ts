import { expect, test } from 'vitest'
import { cornerAt, cornerTowards, nextCorner } from './corners.ts'
import type { Corner } from './corners.ts'

test('pressing the button four times leads round the stage and back', () => {
  const way: Corner[] = ['bottom-right']
  for (let press = 0; press < 4; press++) way.push(nextCorner(way.at(-1) ?? 'bottom-right'))
  expect(way).toEqual(['bottom-right', 'bottom-left', 'top-left', 'top-right', 'bottom-right'])
})

test.each([
  ['bottom-right', 'ArrowUp', 'top-right'],
  ['bottom-right', 'ArrowLeft', 'bottom-left'],
  ['bottom-right', 'ArrowDown', 'bottom-right'],
  ['top-left', 'ArrowRight', 'top-right'],
  ['top-left', 'Tab', undefined],
] as const)('from %s, %s leads to %s', (from, key, to) => {
  expect(cornerTowards(from, key)).toBe(to)
})

test('a picture that is let go of falls into the nearest corner', () => {
  const area = { width: 1000, height: 600 }
  const points = { 'top-left': [10, 10], 'top-right': [501, 299], 'bottom-left': [499, 301] } as const
  for (const [corner, [x, y]] of Object.entries(points)) expect(cornerAt({ x, y }, area)).toBe(corner)
})
