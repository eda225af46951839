/** `21 nov. 2026` or `novembre 2026`. A day is a day in every time zone: no clock is asked. */
export function formatPeriod(start: string, unit: 'day' | 'month', language: string): string {
  const options: Intl.DateTimeFormatOptions =
    unit === 'day' ? { day: 'numeric', month: 'short', year: 'numeric' } : { month: 'long', year: 'numeric' }
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(
    new Date(`${start}T00:00Z`),
  )
}
