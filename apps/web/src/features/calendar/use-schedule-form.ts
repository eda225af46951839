import type { Schedule } from '@parvis/contract/calendar'
import { meetingName } from '@parvis/contract/text'
import { useState } from 'react'
import { parseAddresses } from './parse-addresses.ts'
import { findFaults, newFields, toFields } from './plan-fields.ts'
import type { Fault, PlanFields } from './plan-fields.ts'
import { useSaveSchedule } from './use-save-schedule.ts'

/** What somebody has typed into the form, what was understood of it, and what has to be mended before it is sent. */
export function useScheduleForm(before: Schedule | undefined, onSaved: (schedule: Schedule) => void) {
  const [fields, setFields] = useState(() => (before ? toFields(before) : newFields(new Date(), ownZone())))
  const [typed, setTyped] = useState('')
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [toMend, setToMend] = useState(false)
  const save = useSaveSchedule(before, onSaved)
  const addresses = parseAddresses(
    typed,
    before?.invitees.map(({ email }) => email),
  )

  const change = (changed: Partial<PlanFields>): void => {
    setFields((fields) => ({ ...fields, ...changed }))
    setFaults([])
  }
  const onType = (text: string): void => {
    setTyped(text)
    setToMend(false)
  }
  const send = (): void => {
    const found = findFaults(fields, meetingName.safeParse(fields.title).success)
    setFaults(found)
    setToMend(addresses.wrong.length > 0)
    if (found.length === 0 && addresses.wrong.length === 0) save.mutate({ fields, invitees: addresses.valid })
  }
  return { fields, faults, save, addressing: { typed, addresses, toMend, onType }, change, send }
}

function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
