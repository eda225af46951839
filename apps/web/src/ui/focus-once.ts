/** As `ref` of a field that has just been asked for: whoever is asked for one thing more types it at once. */
export function focusOnce(field: HTMLInputElement | null): void {
  field?.focus()
}
