import type { LinkFigures, MeasuredPerson, Picture } from '@parvis/contract/quality'
import type { useConsoleTranslate } from '../../platform/i18n/console-words.ts'
import { formatTime } from '../../platform/i18n/format.ts'

type ConsoleTranslate = ReturnType<typeof useConsoleTranslate>

/** What is known of somebody's connection, a line each: who it may be, since when, how far, what is seen, and why. */
export function describePerson(
  person: MeasuredPerson,
  t: ConsoleTranslate,
  language: string,
): readonly string[] {
  const { arrivedAt, account, browser, system, figures } = person
  const software = [browser, system].filter(Boolean).join(', ')
  const who = [
    t('quality.arrived', { time: formatTime(arrivedAt, language) }),
    t(account ? 'quality.account' : 'quality.guest'),
    software,
  ]
  const lines = [
    who,
    [describeState(person, t, language)],
    ...(figures ? describe(figures, t, language) : []),
  ]
  return lines.map((parts) => parts.filter(Boolean).join(' · ')).filter(Boolean)
}

function describeState(
  { quality, since, toldAt }: MeasuredPerson,
  t: ConsoleTranslate,
  language: string,
): string {
  if (quality && since) return t(`quality.${quality}Since`, { time: formatTime(since, language) })
  return toldAt ? t('quality.silentSince', { time: formatTime(toldAt, language) }) : t('quality.nothingYet')
}

type Line = readonly (string | undefined)[]

function describe(figures: LinkFigures, t: ConsoleTranslate, language: string): readonly Line[] {
  const { roundTripMs, jitterMs, lossUp, lossDown, sent, received, limitedBy, transport } = figures
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const share = (of: number) => ({ share: percent.format(of) })
  return [
    [
      roundTripMs === undefined ? undefined : t('quality.roundTrip', { ms: roundTripMs }),
      jitterMs === undefined ? undefined : t('quality.jitter', { ms: jitterMs }),
      transport && t(`quality.${transport}`),
    ],
    [
      lossUp === undefined ? undefined : t('quality.lossUp', share(lossUp)),
      lossDown === undefined ? undefined : t('quality.lossDown', share(lossDown)),
    ],
    [sent && t('quality.sent', toWords(sent)), received && t('quality.received', toWords(received))],
    [limitedBy && t(`quality.${limitedBy}`)],
  ]
}

function toWords({ width, height, framesPerSecond }: Picture) {
  // As texts: no space stands within the digits of a size.
  return { size: `${width} × ${height}`, frames: framesPerSecond }
}
