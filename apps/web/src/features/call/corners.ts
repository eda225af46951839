import type { Area } from './layout.ts'

/** Corners of the stage, as the eye sees them: pictures are not mirrored with the direction of writing. */
export const corners = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const
export type Corner = (typeof corners)[number]

export interface Point {
  readonly x: number
  readonly y: number
}

/** The next one, clockwise. */
export function nextCorner(corner: Corner): Corner {
  return corners[(corners.indexOf(corner) + 1) % corners.length] ?? corner
}

/** The corner to which an arrow key leads; undefined for other keys. */
export function cornerTowards(corner: Corner, key: string): Corner | undefined {
  const [edge, side] = corner.split('-') as ['top' | 'bottom', 'left' | 'right'] // the two halves of every corner
  switch (key) {
    case 'ArrowUp':
      return `top-${side}`
    case 'ArrowDown':
      return `bottom-${side}`
    case 'ArrowLeft':
      return `${edge}-left`
    case 'ArrowRight':
      return `${edge}-right`
    default:
      return undefined
  }
}

/** The corner of the quarter in which a point lies. */
export function cornerAt({ x, y }: Point, { width, height }: Area): Corner {
  return `${y < height / 2 ? 'top' : 'bottom'}-${x < width / 2 ? 'left' : 'right'}`
}
