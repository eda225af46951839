import type { downloadSchedule, getSchedule } from '@parvis/contract/calendar'
import type { Handler, StreamHandler } from '../../platform/http/serve.ts'
import { onSchedule, toReply } from './edit-schedule.ts'
import type { Needs } from './edit-schedule.ts'
import { toCalendar } from './event.ts'
import { toCalendarEvent } from './invitation.ts'

export function readSchedule(context: Needs): Handler<typeof getSchedule> {
  return (exchange) =>
    onSchedule(context, exchange, (sql, { editor, ...announced }) => toReply(sql, editor, announced))
}

/** The schedule as a file to hand on: with nobody's address in it, it is an announcement (RFC 5546, 3.2.1). */
export function downloadCalendar(context: Needs): StreamHandler<typeof downloadSchedule> {
  return async (exchange, response) => {
    const file = await onSchedule(context, exchange, (_sql, announced) => {
      const method = announced.schedule.cancelled ? 'CANCEL' : 'PUBLISH'
      return Promise.resolve(toCalendar([toCalendarEvent(announced)], { method }))
    })
    response
      .set({ 'Cache-Control': 'no-store', 'Content-Disposition': 'attachment; filename="invitation.ics"' })
      .type('text/calendar; charset=utf-8')
      .send(file)
  }
}
