import { rightNames } from '@parvis/contract/meetings'
import type { MeetingRights, RightName } from '@parvis/contract/meetings'

/** What was allowed or forbidden to one person; null follows the meeting. */
export type OwnRights = { readonly [Right in keyof MeetingRights]: boolean | null }

/** The rule of whom nothing was allowed or forbidden. */
export const unruled: OwnRights = {
  microphone: null,
  camera: null,
  screen: null,
  screenAudio: null,
  chat: null,
  reactions: null,
}

/** What a place may do: its own rule before the meeting's, which does not bind hosts. */
export function effectiveRights(own: OwnRights, host: boolean, meeting: MeetingRights): MeetingRights {
  const may = (right: RightName): boolean => own[right] ?? (host || meeting[right])
  const screen = may('screen')
  return {
    microphone: may('microphone'),
    camera: may('camera'),
    screen,
    screenAudio: screen && may('screenAudio'),
    chat: may('chat'),
    reactions: may('reactions'),
  }
}

/** Whether one of them lets somebody do what the other does not. */
export function differs(one: MeetingRights, other: MeetingRights): boolean {
  return rightNames.some((right) => one[right] !== other[right])
}

/** SQL: the column of each right, the same in every table that has rights. */
export function columnOf(right: RightName): string {
  return `"${right}Allowed"`
}

/** SQL: the columns of all rights. */
export const rightColumns = rightNames.map(columnOf)

/** SQL: what a JSON parameter says of each right, in the order of `rightColumns`. */
export function rightsIn(json: string): readonly string[] {
  return rightNames.map((right) => `(${json}::jsonb->>'${right}')::boolean`)
}

/** SQL: what a meeting `m` lets everybody do who is no host. */
export const rightsOfMeeting = `jsonb_build_object(${rightNames.map((right) => `'${right}', m.${columnOf(right)}`).join(', ')})`

/** SQL: what a place was itself allowed or forbidden, as arguments of `jsonb_build_object`. */
export function ownRights(place: string): string {
  return rightNames.map((right) => `'${right}', ${place}.${columnOf(right)}`).join(', ')
}

const switches = { screen: 'sharingAllowed', chat: 'chatOffered', reactions: 'reactionsOffered' } as const

/** What an organisation does without in all its meetings. */
export type BarredRights = { readonly [Right in keyof typeof switches]?: false }

/** SQL: the same of the organisation `g`. Nobody may do it, hosts neither: this stands before a place's own rule. */
export const barredRights = `jsonb_strip_nulls(jsonb_build_object(${Object.entries(switches)
  .map(([right, column]) => `'${right}', nullif(g."${column}", true)`)
  .join(', ')}))`

/** SQL: the rule of the place `a` of the meeting `m`, and of its organisation. */
export const rightsOfPlace = `(jsonb_build_object(${ownRights('a')})
  || (SELECT ${barredRights} FROM "Organisation" g WHERE g.id = m."organisationId"))`
