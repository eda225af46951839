/**
 * SQL: joins, as `r`, the role that an account has in a meeting (`role`), its own or lent by somebody who lets it act
 * for them (`"principalId"`), whichever is the higher. `meeting` and `user` are SQL expressions, never input.
 */
export function joinRole(meeting: string, user: string): string {
  return `LEFT JOIN LATERAL (SELECT either.role, either."principalId" FROM (
      SELECT own.role, NULL::uuid AS "principalId" FROM "MeetingRole" own
      WHERE own."meetingId" = ${meeting} AND own."userId" = ${user}
      UNION ALL
      SELECT lent.role, d."principalId" FROM "Delegation" d
      JOIN "MeetingRole" lent ON lent."meetingId" = ${meeting} AND lent."userId" = d."principalId"
      JOIN "User" p ON p.id = d."principalId" AND p."disabledAt" IS NULL
      JOIN "User" s ON s.id = d."delegateId" AND s."organisationId" = p."organisationId"
      WHERE d."delegateId" = ${user} AND (d.until IS NULL OR d.until > now())) either
    ORDER BY either.role, either."principalId" NULLS FIRST LIMIT 1) r ON true`
}
