import { joinRole } from './role-of.ts'

/**
 * SQL: who vouches for the place `a` of the meeting `m`, as hosts are told (`Vouchers` of the contract). The name of the
 * host who let them in is read where it stands, so that renaming and erasure reach it.
 */
export const vouchersOfPlace = `jsonb_strip_nulls(jsonb_build_object('provider', a."vouchedBy",
  'elsewhere', (SELECT true FROM "User" v WHERE v.id = a."userId" AND v."organisationId" <> m."organisationId"),
  'admittedBy', (SELECT nullif(h.name, '') FROM "Attendance" h WHERE h.id = a."letInBy"),
  'role', (SELECT r.role FROM (SELECT) nobody ${joinRole('m.id', 'a."userId"')} WHERE r.role IN ('owner', 'cohost'))))`
