/**
 * SQL: whether the meeting `m` is called as the pattern says, regardless of case and accents: by its name, its code or
 * its chosen address. `pattern` is an SQL expression, never input.
 */
export function isCalled(pattern: string): string {
  return `(fold_text(coalesce(m.name, '') || ' ' || m.slug) LIKE fold_text(${pattern})
    OR m.id = ANY (ARRAY(SELECT c."meetingId" FROM "MeetingAddress" c
      WHERE c."meetingId" IS NOT NULL AND c.address LIKE replace(fold_text(${pattern}), ' ', '-'))))`
}
