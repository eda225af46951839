import type { LiveEvent } from '@parvis/contract/live'

export type WaitingChange = Extract<LiveEvent, { kind: 'waiting-changed' }>

/** Two changes of the waiting list, one after the other, as one: what is told of each person is what became of them last. */
export function mergeWaiting(first: WaitingChange, then: WaitingChange): WaitingChange {
  const settled = new Set([...then.gone, ...then.came.map(({ id }) => id)])
  const came = [...first.came.filter(({ id }) => !settled.has(id)), ...then.came]
  const gone = [...new Set([...first.gone, ...then.gone])]
  return { kind: 'waiting-changed', came, gone }
}
