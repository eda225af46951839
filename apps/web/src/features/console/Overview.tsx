import { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { InstallationState } from '../connections/index.ts'
import { useMe } from '../session/index.ts'
import { TodayFigures } from '../statistics/index.ts'
import { RunningMeetings } from '../supervision/index.ts'

/** What the administrator administers, and what is going on there now. */
export function Overview() {
  const t = useConsoleTranslate()
  const me = useMe()
  return (
    <>
      <p>{t(me?.platformAdministrator ? 'console.scopeAll' : 'console.scopeOwn')}</p>
      <RunningMeetings />
      <TodayFigures />
      {me?.platformAdministrator && <InstallationState />}
    </>
  )
}
