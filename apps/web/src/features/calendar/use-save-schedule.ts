import { changeSchedule, invite, scheduleMeeting } from '@parvis/contract/calendar'
import type { Schedule } from '@parvis/contract/calendar'
import type { MeetingSlug } from '@parvis/contract/ids'
import { createMeeting } from '@parvis/contract/meetings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../../platform/api.ts'
import { useLanguage } from '../../platform/i18n/language.ts'
import { calendarKey } from './calendar-queries.ts'
import type { Addressee } from './parse-addresses.ts'
import { toPlan } from './plan-fields.ts'
import type { PlanFields } from './plan-fields.ts'

/** What the form sends. */
export interface Saving {
  readonly fields: PlanFields
  readonly invitees: readonly Addressee[]
}

/** Sends the form: a new meeting with its schedule, or the changes of one. Sent again, nothing is made or told twice. */
export function useSaveSchedule(before: Schedule | undefined, onSaved: (schedule: Schedule) => void) {
  const language = useLanguage()
  const queries = useQueryClient()
  // The meeting that was made when its schedule was refused: the next attempt is for the same one.
  const made = useRef<MeetingSlug>(undefined)

  async function plan({ fields, invitees }: Saving): Promise<Schedule> {
    made.current ??= (await call(createMeeting, { body: { name: fields.title } })).slug
    return call(scheduleMeeting, {
      params: { slug: made.current },
      body: { ...toPlan(fields), language, invitees: [...invitees] },
    })
  }

  return useMutation({
    mutationFn: (saving: Saving) => (before ? change(before, saving) : plan(saving)),
    onSuccess: onSaved,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: calendarKey }),
        queries.invalidateQueries({ queryKey: ['meetings'] }),
      ]),
  })
}

// The change first: whoever is new hears of the meeting as it is now, once.
async function change({ slug, id }: Schedule, { fields, invitees }: Saving): Promise<Schedule> {
  const params = { slug, scheduleId: id }
  const changed = await call(changeSchedule, { params, body: toPlan(fields) })
  if (invitees.length === 0) return changed
  return call(invite, { params, body: { invitees: [...invitees] } })
}
