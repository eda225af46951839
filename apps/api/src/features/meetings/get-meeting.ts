import type { getMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { findDoor } from './store.ts'

/** What a person with the link may know before entering: in a public meeting, its name and who is there. */
export function readDoor({ database }: Pick<Context, 'database'>): Handler<typeof getMeeting> {
  return async ({ params, browser }) => {
    const door = await findDoor(database.pool, params.slug, browser.knownDeviceHash())
    if (!door) throw new Problem('meeting-not-found')
    return {
      slug: params.slug,
      name: door.name,
      access: door.access,
      present: door.present.map((name) => ({ name })),
      presentCount: door.presentCount,
      ownPlace: door.ownPlace,
    }
  }
}
