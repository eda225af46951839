import { participantId } from '@parvis/contract/ids'
import type { ParticipantId } from '@parvis/contract/ids'
import { describe, expect, test } from 'vitest'
import { layOut } from './layout.ts'
import type { Area, Box, Layout } from './layout.ts'

const areas: Readonly<Record<string, Area>> = {
  desktop: { width: 1264, height: 680 },
  'wide screen': { width: 2544, height: 1000 },
  'beside a panel': { width: 936, height: 680 },
  'telephone upright': { width: 344, height: 650 },
  'telephone on its side': { width: 640, height: 240 },
  '320 px': { width: 304, height: 440 },
}

// no screen, one on the stage, one among the tiles
const screens = [
  [false, true],
  [true, true],
  [true, false],
] as const

function people(count: number): ParticipantId[] {
  return Array.from({ length: count }, (_, index) =>
    participantId.parse(`p_${String(index).padStart(24, '0')}`),
  )
}

function boxes({ tiles, stage }: Layout): Box[] {
  return stage ? [...tiles, stage] : [...tiles]
}

function isInside(box: Box, { width, height }: Area): boolean {
  const slack = 0.01
  const { left, top } = box
  return (
    left >= -slack && top >= -slack && left + box.width <= width + slack && top + box.height <= height + slack
  )
}

function overlap(one: Box, other: Box): boolean {
  const slack = 0.01
  return (
    one.left < other.left + other.width - slack &&
    other.left < one.left + one.width - slack &&
    one.top < other.top + other.height - slack &&
    other.top < one.top + one.height - slack
  )
}

function coverage({ tiles }: Layout, { width, height }: Area): number {
  return tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0) / (width * height)
}

describe.each(Object.entries(areas))('on a %s', (_, area) => {
  test.each([1, 2, 3, 4, 5, 7, 9, 12, 16, 20, 25, 26, 60])('%i people all stay inside', (count) => {
    for (const [sharing, pinned] of screens) {
      const layout = layOut({ ids: people(count), area, sharing, pinned })
      expect(boxes(layout).filter((box) => !isInside(box, area))).toEqual([])
    }
  })

  test('no face of a grid covers another, with or without a shared screen', () => {
    for (let count = 3; count <= 25; count++) {
      for (const [sharing, pinned] of screens) {
        const all = boxes(layOut({ ids: people(count), area, sharing, pinned }))
        const covered = all.filter((box, index) => all.slice(index + 1).some((other) => overlap(box, other)))
        expect(covered, `${count} people`).toEqual([])
      }
    }
  })

  test('all pages together show everybody once', () => {
    for (const [sharing, pinned] of screens) {
      const request = { ids: people(60), area, sharing, pinned }
      const { pages } = layOut(request)
      const shown = Array.from({ length: pages }, (_, page) => layOut({ ...request, page }).tiles)
      expect(shown.flatMap((tiles) => tiles.map(({ id }) => id)).toSorted()).toEqual(request.ids)
    }
  })
})

test('a desktop grid of 3 to 25 people covers most of the stage with tiles of one size', () => {
  const area = { width: 1264, height: 680 }
  for (let count = 3; count <= 25; count++) {
    const layout = layOut({ ids: people(count), area, sharing: false })
    expect(layout.tiles.length).toBe(count)
    expect(new Set(layout.tiles.map(({ width, height }) => `${width}×${height}`)).size).toBe(1)
    expect(coverage(layout, area), `${count} people`).toBeGreaterThan(0.62)
  }
})

test.each([
  [3, 2],
  [4, 2],
  [9, 3],
  [16, 4],
  [25, 5],
])('%i people stand in %i columns on a desktop', (count, columns) => {
  const { tiles } = layOut({ ids: people(count), area: { width: 1264, height: 680 }, sharing: false })
  expect(new Set(tiles.slice(0, columns).map(({ top }) => top)).size).toBe(1)
  expect(tiles[columns]?.top).not.toBe(tiles[0]?.top)
})

test('alone, one sees oneself small', () => {
  const layout = layOut({ ids: people(1), area: { width: 1264, height: 680 }, sharing: false })
  expect(layout.kind).toBe('alone')
  expect(coverage(layout, { width: 1264, height: 680 })).toBeLessThan(0.1)
})

test('alone in a low area, as at 400 % zoom, nothing covers the link to hand on', () => {
  const { kind, tiles } = layOut({ ids: people(1), area: { width: 320, height: 130 }, sharing: false })
  expect({ kind, tiles }).toEqual({ kind: 'alone', tiles: [] })
})

test('of two people the other is large, and oneself lies on their bottom right corner', () => {
  const [self, other] = people(2)
  const { kind, tiles } = layOut({ ids: people(2), area: { width: 1600, height: 900 }, sharing: false })
  expect({ kind, tiles }).toEqual({
    kind: 'duo',
    tiles: [
      { id: other, left: 0, top: 0, width: 1600, height: 900 },
      { id: self, left: 1328, top: 741.75, width: 260, height: 146.25 },
    ],
  })
})

test.each([
  ['top-left', 12, 12],
  ['top-right', 1328, 12],
  ['bottom-left', 12, 741.75],
] as const)('of two people oneself lies where one was put: %s', (corner, left, top) => {
  const ids = people(2)
  const { tiles } = layOut({ ids, area: { width: 1600, height: 900 }, sharing: false, corner })
  expect(tiles[1]).toMatchObject({ id: ids[0], left, top })
})

test('a screen that is not pinned is a tile among the others, of their size', () => {
  const { kind, tiles, stage } = layOut({
    ids: people(3),
    area: { width: 1264, height: 680 },
    sharing: true,
    pinned: false,
  })
  expect([kind, tiles.length]).toEqual(['grid', 3])
  for (const { width, height } of tiles) expect([stage?.width, stage?.height]).toEqual([width, height])
})

test('a shared screen takes the stage: the strip stands beside it, or below on an upright telephone', () => {
  const ids = people(3)
  const beside = layOut({ ids, area: { width: 1200, height: 700 }, sharing: true })
  const below = layOut({ ids, area: { width: 340, height: 640 }, sharing: true })
  expect(beside.stage).toEqual({ left: 0, top: 0, width: 976, height: 700 })
  expect(new Set(beside.tiles.map(({ left }) => left)).size).toBe(1)
  expect(below.stage).toMatchObject({ left: 0, top: 0, width: 340 })
  expect(new Set(below.tiles.map(({ top }) => top)).size).toBe(1)
})

test('in the strip oneself comes last', () => {
  const ids = people(4)
  const { tiles } = layOut({ ids, area: { width: 1200, height: 700 }, sharing: true })
  expect(tiles.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[3], ids[0]])
})

test('who is in the spotlight has the stage, the others the strip, and nobody covers anybody', () => {
  for (const area of Object.values(areas)) {
    for (const spotlight of people(5)) {
      const { kind, tiles, stage } = layOut({ ids: people(5), area, sharing: false, spotlight })
      expect([kind, stage, tiles[0]?.id]).toEqual(['stage', undefined, spotlight])
      const [large, ...strip] = tiles
      const size = (box: Box | undefined): number => (box ? box.width * box.height : 0)
      for (const box of strip) expect(size(large)).toBeGreaterThan(size(box))
      const covered = tiles.filter((box, index) =>
        tiles.slice(index + 1).some((other) => overlap(box, other)),
      )
      expect(covered).toEqual([])
    }
  }
})

test('beside a shared screen who is in the spotlight comes first; who is away from here changes nothing', () => {
  const area = { width: 1264, height: 680 }
  const ids = people(5)
  const order = layOut({ ids, area, sharing: true, spotlight: ids[3] }).tiles.map(({ id }) => id)
  expect(order).toEqual([ids[3], ids[1], ids[2], ids[4], ids[0]])
  const request = { ids, area, sharing: false }
  expect(layOut({ ...request, spotlight: people(9)[8] })).toEqual(layOut(request))
})

test('who speaks on a later page is brought onto the first, and nobody else of it but the last moves', () => {
  const ids = people(40)
  const area = { width: 1264, height: 680 }
  const quiet = layOut({ ids, area, sharing: false }).tiles.map(({ id }) => id)
  const spoken = layOut({ ids, area, sharing: false, activeSpeaker: ids[33] }).tiles.map(({ id }) => id)
  expect(spoken).toEqual([...quiet.slice(0, -1), ids[33]])
})

test('who speaks on the first page stays where they are', () => {
  const ids = people(40)
  const request = { ids, area: { width: 1264, height: 680 }, sharing: false }
  expect(layOut({ ...request, activeSpeaker: ids[7] })).toEqual(layOut(request))
})

test('a page that is gone becomes the last one', () => {
  const area = { width: 1264, height: 680 }
  expect(layOut({ ids: people(30), area, sharing: false, page: 7 })).toMatchObject({ page: 1, pages: 2 })
})
