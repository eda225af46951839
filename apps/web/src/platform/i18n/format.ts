/** `4:05`, `1:02:09`: a length of time as a clock shows it. */
export function formatClock(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const tail = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** An ISO instant as a date and time of the reader's own zone. */
export function formatDay(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  )
}

/** `Ada, Grace et Alan` */
export function formatNames(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
}

/** An ISO instant as the time of day in the reader's own zone. */
export function formatTime(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(instant))
}

const [hourMs, dayMs] = [3_600_000, 86_400_000]

/** How long it is until an ISO instant, in days, hours or minutes, to the nearest: `dans 7 jours`. */
export function formatUntil(
  instant: string,
  { language, now }: { readonly language: string; readonly now: number },
): string {
  const ms = Math.max(0, Date.parse(instant) - now)
  const format = new Intl.RelativeTimeFormat(language)
  if (ms >= dayMs) return format.format(Math.round(ms / dayMs), 'day')
  return ms >= hourMs
    ? format.format(Math.round(ms / hourMs), 'hour')
    : format.format(Math.ceil(ms / 60_000), 'minute')
}
