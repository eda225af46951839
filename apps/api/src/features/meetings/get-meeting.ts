import type { getMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { entersFreely, isLockedOut, mustSignIn } from '../admission/index.ts'
import { findDoor } from './store.ts'

/** What a person with the link may know before entering: who would have to ask learns nothing (security.md, A2). */
export function readDoor({ database }: Pick<Context, 'database'>): Handler<typeof getMeeting> {
  return async ({ params, browser, caller }) => {
    const door = await findDoor(database.pool, params.slug, {
      deviceHash: browser.knownDeviceHash(),
      userId: caller.kind === 'user' ? caller.id : undefined,
    })
    if (!door) throw new Problem('meeting-not-found')
    const outside = door.ownPlace === null && mustSignIn(door)
    const passcode = door.passcodeAsked && door.ownPlace === null
    const open = !door.banned && !outside && (door.ownPlace !== null || entersFreely(door, door))
    const known = open && !passcode
    return {
      slug: door.slug,
      entry: outside ? 'sign-in' : open ? 'open' : 'ask',
      passcode,
      // NOTE no more than joining tells the same caller, before any name or passcode and without a trace
      locked: !door.banned && !outside && door.ownPlace === null && isLockedOut(door, door),
      name: known ? door.name : null,
      present: known ? door.present.map((name) => ({ name })) : [],
      presentCount: known ? door.presentCount : 0,
      ownPlace: open ? door.ownPlace : null,
    }
  }
}
