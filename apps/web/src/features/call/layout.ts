import type { ParticipantId } from '@parvis/contract/ids'
import type { Corner } from './corners.ts'

export interface Area {
  readonly width: number
  readonly height: number
}

/** A rectangle in CSS pixels from the top left corner of the stage. */
export interface Box extends Area {
  readonly left: number
  readonly top: number
}

export interface Placement extends Box {
  readonly id: ParticipantId
}

export interface LayoutRequest {
  /** Everybody, oneself first. */
  readonly ids: readonly ParticipantId[]
  readonly area: Area
  /** Somebody else's screen is shown: it takes the stage, and the faces go into a strip. */
  readonly sharing: boolean
  /** False: that screen is a tile among the others. */
  readonly pinned?: boolean
  /** Whom a host shows large: they take the stage when no screen does, and come first beside a screen. */
  readonly spotlight?: ParticipantId | undefined
  /** Where one's own small picture lies in a call of two. */
  readonly corner?: Corner
  readonly activeSpeaker?: ParticipantId | undefined
  /** From 0; too large becomes the last. */
  readonly page?: number
}

export interface Layout {
  readonly kind: 'alone' | 'duo' | 'grid' | 'stage'
  readonly tiles: readonly Placement[]
  /** Where the shared screen goes: on the stage, or into the grid. */
  readonly stage: Box | undefined
  readonly page: number
  readonly pages: number
}

const gap = 8
const margin = 12
const wide = 16 / 9
const upright = 3 / 4
const tall = 1 / 2
/** Beside the invitation of whoever is alone; in a lower area (a phone on its side, 400 % zoom) one's own tile would cover it. */
const roomForInvitation = 400

/** Where each tile goes. The same people in the same area always get the same places. */
export function layOut(request: LayoutRequest): Layout {
  const { ids, area, sharing, pinned = true, corner = 'bottom-right' } = request
  if (sharing) return pinned ? layOutStage(request, stripOf(request)) : layOutGrid(request)
  const [self, other] = ids
  if (self === undefined) return { kind: 'grid', tiles: [], stage: undefined, page: 0, pages: 1 }
  const single = { stage: undefined, page: 0, pages: 1 }
  if (other === undefined) {
    const own = { id: self, ...inCorner('bottom-right', { area, within: whole(area) }) }
    return { kind: 'alone', tiles: area.height < roomForInvitation ? [] : [own], ...single }
  }
  if (ids.length > 2) return layOutSpotlight(request) ?? layOutGrid(request)
  const main = centre(fit(area, { least: tall, most: wide }), whole(area))
  return {
    kind: 'duo',
    tiles: [
      { id: other, ...main },
      { id: self, ...inCorner(corner, { area, within: main }) },
    ],
    ...single,
  }
}

function layOutGrid(request: LayoutRequest): Layout {
  const { area, sharing } = request
  const screens = sharing ? 1 : 0
  const shown = takePage(request, (area.width < 600 ? 8 : 25) - screens)
  const boxes = gridBoxes(shown.ids.length + screens, area)
  const tiles = shown.ids.flatMap((id, index) => {
    const box = boxes[index + screens]
    return box ? { id, ...box } : []
  })
  return { kind: 'grid', tiles, stage: sharing ? boxes[0] : undefined, page: shown.page, pages: shown.pages }
}

/** Rows from the top, the last one centred. */
function gridBoxes(count: number, area: Area): readonly Box[] {
  const { columns, cell } = findGrid(count, area)
  const rows = Math.ceil(count / columns)
  const top = (area.height - rows * (cell.height + gap) + gap) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = (area.width - inRow * (cell.width + gap) + gap) / 2
    return {
      left: left + (index % columns) * (cell.width + gap),
      top: top + row * (cell.height + gap),
      ...cell,
    }
  })
}

/** The number of columns that gives the largest tiles of a bearable shape. */
function findGrid(count: number, area: Area): { readonly columns: number; readonly cell: Area } {
  const least = area.width < area.height ? upright : 1
  let best = { columns: 1, cell: { width: 0, height: 0 } }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const room = {
      width: (area.width - (columns - 1) * gap) / columns,
      height: (area.height - (rows - 1) * gap) / rows,
    }
    const cell = fit(room, { least, most: wide })
    if (cell.width * cell.height > best.cell.width * best.cell.height) best = { columns, cell }
  }
  return best
}

/** One face on the stage, the others in the strip. Undefined when nobody here is in the spotlight. */
function layOutSpotlight(request: LayoutRequest): Layout | undefined {
  const [first, ...others] = stripOf(request)
  if (first === undefined || first !== request.spotlight) return undefined
  const { stage, tiles, ...layout } = layOutStage(request, others)
  const large = centre(fit(stage, { least: tall, most: wide }), stage)
  return { ...layout, tiles: [{ id: first, ...large }, ...tiles], stage: undefined }
}

/** Who is in the spotlight first, oneself last: in a short strip the others matter more. */
function stripOf({ ids, spotlight }: LayoutRequest): readonly ParticipantId[] {
  const [self, ...others] = ids
  const order = self === undefined ? others : [...others, self]
  const shown = order.find((id) => id === spotlight)
  return shown === undefined ? order : [shown, ...order.filter((id) => id !== shown)]
}

function layOutStage(request: LayoutRequest, strip: readonly ParticipantId[]): Layout & { stage: Box } {
  const { area } = request
  const beside = area.width > area.height
  // Below, three faces at least fit side by side on a telephone.
  const tile = sizeByWidth(
    beside
      ? clamp(area.width * 0.18, { least: 120, most: 260 })
      : clamp((area.width - 2 * gap) / 3, { least: 80, most: 220 }),
  )
  const room = beside ? (area.height + gap) / (tile.height + gap) : (area.width + gap) / (tile.width + gap)
  const shown = takePage({ ...request, ids: strip }, Math.max(1, Math.floor(room)))
  const stage = beside
    ? { left: 0, top: 0, width: area.width - tile.width - gap, height: area.height }
    : { left: 0, top: 0, width: area.width, height: area.height - tile.height - gap }
  const step = (beside ? tile.height : tile.width) + gap
  const start = ((beside ? area.height : area.width) - shown.ids.length * step + gap) / 2
  const tiles = shown.ids.map((id, index) => {
    const along = start + index * step
    const corner = beside ? { left: stage.width + gap, top: along } : { left: along, top: stage.height + gap }
    return { id, ...corner, ...tile }
  })
  return { kind: 'stage', tiles, stage, page: shown.page, pages: shown.pages }
}

/** One page of people. Who speaks is brought onto the first page when they are on a later one; nobody else moves. */
function takePage({ ids, page = 0, activeSpeaker }: LayoutRequest, size: number) {
  const pages = Math.max(1, Math.ceil(ids.length / size))
  const current = Math.min(Math.max(0, page), pages - 1)
  const order = [...ids]
  const place = activeSpeaker === undefined ? -1 : order.indexOf(activeSpeaker)
  const last = order[size - 1]
  if (place >= size && last !== undefined && activeSpeaker !== undefined) {
    order[size - 1] = activeSpeaker
    order[place] = last
  }
  return { ids: order.slice(current * size, (current + 1) * size), page: current, pages }
}

interface Range {
  readonly least: number
  readonly most: number
}

/** The largest rectangle in the room whose width : height is within the range. */
function fit({ width, height }: Area, aspect: Range): Area {
  const wanted = clamp(width / height, aspect)
  return width / height > wanted ? { width: height * wanted, height } : { width, height: width / wanted }
}

function inCorner(corner: Corner, { area, within }: { readonly area: Area; readonly within: Box }): Box {
  const width = clamp(area.width * 0.22, { least: 96, most: 260 })
  const height = area.width < area.height ? width / upright : width / wide
  return {
    left: within.left + (corner.endsWith('left') ? margin : within.width - width - margin),
    top: within.top + (corner.startsWith('top') ? margin : within.height - height - margin),
    width,
    height,
  }
}

function centre({ width, height }: Area, within: Box): Box {
  return {
    left: within.left + (within.width - width) / 2,
    top: within.top + (within.height - height) / 2,
    width,
    height,
  }
}

function whole(area: Area): Box {
  return { left: 0, top: 0, ...area }
}

function sizeByWidth(width: number): Area {
  return { width, height: width / wide }
}

function clamp(value: number, { least, most }: Range): number {
  return Math.min(Math.max(value, least), most)
}
