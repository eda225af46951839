import type { OrganisationId } from '@parvis/contract/ids'
import type { Organisation, OrganisationItem, Policy } from '@parvis/contract/organisations'
import type { Sql } from '../../platform/database.ts'
import type { PageWanted } from '../../platform/paging.ts'

type ItemRow = OrganisationItem & { readonly key: string }

const domainsOf = `ARRAY(SELECT d.domain FROM "OrganisationDomain" d WHERE d."organisationId" = g.id ORDER BY d.domain)`
const keyOf = `left(fold_text(g.name), 48) COLLATE "C"`

/** `organisationId`: the only one, for those who administer one. One row more than the limit when there are more. */
export async function findOrganisations(
  sql: Sql,
  { after, limit, pattern }: PageWanted,
  organisationId: string | undefined,
): Promise<readonly ItemRow[]> {
  const { rows } = await sql.query<ItemRow>(
    `SELECT g.id, g.name, ${keyOf} AS key, ${domainsOf} AS domains
     FROM "Organisation" g
     WHERE ($1::uuid IS NULL OR g.id = $1)
       AND ($2::text IS NULL OR fold_text(g.name) LIKE fold_text($2) OR EXISTS (
         SELECT 1 FROM "OrganisationDomain" d WHERE d."organisationId" = g.id AND d.domain LIKE lower($2)))
       AND ($3::text IS NULL OR (${keyOf}, g.id) > ($3, $4::uuid))
     ORDER BY ${keyOf}, g.id LIMIT $5`,
    [organisationId ?? null, pattern ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  )
  return rows
}

export async function findOrganisation(sql: Sql, id: OrganisationId): Promise<Organisation | undefined> {
  const { rows } = await sql.query<Organisation>(
    `SELECT g.id, g.name, ${domainsOf} AS domains,
       ARRAY(SELECT s.siret FROM "OrganisationSiret" s WHERE s."organisationId" = g.id ORDER BY s.siret) AS sirets,
       jsonb_build_object('meetingCreators', g."meetingCreators", 'defaultAccess', g."defaultAccess",
         'guestsAllowed', g."guestsAllowed", 'addressesAllowed', g."addressesAllowed",
         'administratorsEnter', g."administratorsEnter",
         'microphoneAllowed', g."microphoneAllowed", 'cameraAllowed', g."cameraAllowed",
         'screenAllowed', g."screenAllowed", 'screenAudioAllowed', g."screenAudioAllowed",
         'chatAllowed', g."chatAllowed", 'reactionsAllowed', g."reactionsAllowed",
         'sharingAllowed', g."sharingAllowed", 'chatOffered', g."chatOffered",
         'reactionsOffered', g."reactionsOffered", 'waitForHost', g."waitForHost", 'muting', g.muting) AS policy,
       (SELECT count(*)::int FROM "User" u WHERE u."organisationId" = g.id) AS people,
       (SELECT count(*)::int FROM "User" u WHERE u."organisationId" = g.id AND u.role = 'administrator') AS administrators,
       (SELECT count(*)::int FROM "Meeting" m WHERE m."organisationId" = g.id) AS meetings
     FROM "Organisation" g WHERE g.id = $1`,
    [id],
  )
  return rows[0]
}

export async function insertOrganisation(sql: Sql, name: string): Promise<OrganisationId> {
  const { rows } = await sql.query<{ id: OrganisationId }>(
    'INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), $1) RETURNING id',
    [name],
  )
  const [made] = rows
  if (!made) throw new Error('the organisation was not made')
  return made.id
}

/** Locks the row until the transaction ends, so that its people and marks change one after the other. False without one. */
export async function holdOrganisation(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT 1 FROM "Organisation" WHERE id = $1 FOR UPDATE', [id])
  return rowCount === 1
}

export async function renameOrganisation(sql: Sql, id: OrganisationId, name: string): Promise<void> {
  await sql.query('UPDATE "Organisation" SET name = $2 WHERE id = $1', [id, name])
}

/** Changes what is named and leaves the rest. */
export async function changePolicy(
  sql: Sql,
  id: OrganisationId,
  change: { readonly [Name in keyof Policy]?: Policy[Name] | undefined },
): Promise<void> {
  await sql.query(
    `UPDATE "Organisation" SET
       "meetingCreators" = coalesce($2::"MeetingCreators", "meetingCreators"),
       "defaultAccess" = coalesce($3::"MeetingAccess", "defaultAccess"),
       "guestsAllowed" = coalesce($4, "guestsAllowed"),
       "addressesAllowed" = coalesce($5, "addressesAllowed"),
       "sharingAllowed" = coalesce($6, "sharingAllowed"),
       "microphoneAllowed" = coalesce($7, "microphoneAllowed"),
       "cameraAllowed" = coalesce($8, "cameraAllowed"),
       "screenAllowed" = coalesce($9, "screenAllowed"),
       "waitForHost" = coalesce($10, "waitForHost"),
       "screenAudioAllowed" = coalesce($11, "screenAudioAllowed"),
       "administratorsEnter" = coalesce($12, "administratorsEnter"),
       "chatAllowed" = coalesce($13, "chatAllowed"),
       "reactionsAllowed" = coalesce($14, "reactionsAllowed"),
       muting = coalesce($15::"MutingRule", muting),
       "chatOffered" = coalesce($16, "chatOffered"),
       "reactionsOffered" = coalesce($17, "reactionsOffered")
     WHERE id = $1`,
    [
      id,
      change.meetingCreators ?? null,
      change.defaultAccess ?? null,
      change.guestsAllowed ?? null,
      change.addressesAllowed ?? null,
      change.sharingAllowed ?? null,
      change.microphoneAllowed ?? null,
      change.cameraAllowed ?? null,
      change.screenAllowed ?? null,
      change.waitForHost ?? null,
      change.screenAudioAllowed ?? null,
      change.administratorsEnter ?? null,
      change.chatAllowed ?? null,
      change.reactionsAllowed ?? null,
      change.muting ?? null,
      change.chatOffered ?? null,
      change.reactionsOffered ?? null,
    ],
  )
}

/** Replaces the domains of an organisation; false when one of them is another's. */
export async function replaceDomains(
  sql: Sql,
  id: OrganisationId,
  domains: readonly string[],
): Promise<boolean> {
  await sql.query('DELETE FROM "OrganisationDomain" WHERE "organisationId" = $1', [id])
  const { rowCount } = await sql.query(
    `INSERT INTO "OrganisationDomain" (domain, "organisationId") SELECT unnest($2::text[]), $1
     ON CONFLICT (domain) DO NOTHING`,
    [id, domains],
  )
  return rowCount === domains.length
}

/** Replaces the establishments of an organisation; false when one of them is another's. */
export async function replaceSirets(
  sql: Sql,
  id: OrganisationId,
  sirets: readonly string[],
): Promise<boolean> {
  await sql.query('DELETE FROM "OrganisationSiret" WHERE "organisationId" = $1', [id])
  const { rowCount } = await sql.query(
    `INSERT INTO "OrganisationSiret" (siret, "organisationId") SELECT unnest($2::text[]), $1
     ON CONFLICT (siret) DO NOTHING`,
    [id, sirets],
  )
  return rowCount === sirets.length
}

/** Deletes an organisation that nobody and no meeting belongs to; false when there is one. */
export async function deleteEmpty(sql: Sql, id: OrganisationId): Promise<boolean> {
  const { rowCount } = await sql.query(
    `DELETE FROM "Organisation" g WHERE g.id = $1
       AND NOT EXISTS (SELECT 1 FROM "User" u WHERE u."organisationId" = g.id)
       AND NOT EXISTS (SELECT 1 FROM "Meeting" m WHERE m."organisationId" = g.id)`,
    [id],
  )
  return rowCount === 1
}
