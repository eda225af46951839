import type { ParticipantId } from '@parvis/contract/ids'
import type { PresentParticipant } from '@parvis/contract/live'

type Raising = Pick<PresentParticipant, 'id' | 'handRaisedAt'>

/** Whose hands are up, in the order in which they were raised. */
export function handQueue(present: readonly Raising[]): readonly ParticipantId[] {
  return present
    .flatMap(({ id, handRaisedAt: at }) => (at === undefined ? [] : [{ id, at }]))
    .toSorted((one, other) => compare(one.at, other.at) || compare(one.id, other.id))
    .map(({ id }) => id)
}

/** These ids with the queue in front, and the rest as they stood. */
export function handsFirst(
  ids: readonly ParticipantId[],
  queue: readonly ParticipantId[],
): readonly ParticipantId[] {
  const raised = new Set(queue)
  const here = new Set(ids)
  return [...queue.filter((id) => here.has(id)), ...ids.filter((id) => !raised.has(id))]
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
