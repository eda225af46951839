import type { SignInRefusal } from '@parvis/contract/identity'
import type { PoolClient } from 'pg'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Database } from '../../platform/database.ts'
import type { Assurance } from '../../platform/identity-provider.ts'
import type { IdentitySettings } from '../../platform/identity-settings.ts'
import type { Person } from './person.ts'
import { organisationKeys } from './policy.ts'

/** The account that somebody signs in to, or why there is none. */
export type Settled =
  | {
      readonly kind: 'account'
      readonly id: string
      readonly organisationId: string
      readonly required: Assurance
    }
  | { readonly kind: 'refused'; readonly refusal: SignInRefusal; readonly userId?: string }

/**
 * Finds the account by provider and subject alone (security.md, C11), or makes it; brings name and address up to date.
 * Of two first sign-ins at the same moment one makes it.
 */
export function settleAccount(
  pool: Database['pool'],
  settings: IdentitySettings,
  person: Person,
): Promise<Settled> {
  const identity = [settings.name, person.subject]
  return inTransaction(pool, async (sql) => {
    await lock(sql, `identity ${JSON.stringify(identity)}`)
    const found = await sql.query<{ id: string; disabled: boolean }>(
      `SELECT u.id, u."disabledAt" IS NOT NULL AS disabled FROM "Identity" i JOIN "User" u ON u.id = i."userId"
       WHERE i.provider = $1 AND i.subject = $2`,
      identity,
    )
    const [known] = found.rows
    if (known?.disabled) return { kind: 'refused', refusal: 'account-disabled', userId: known.id }
    const id = known?.id ?? (await createAccount(sql, settings, person))
    if (id === undefined) return { kind: 'refused', refusal: 'organisation-unknown' }
    const { rows } = await sql.query<{ organisationId: string; acr: string[]; amr: string[] }>(
      `UPDATE "User" u SET name = $2, email = $3,
         "addressProvenAt" = CASE WHEN u.email = $3 THEN u."addressProvenAt" END
       FROM "Organisation" o
       WHERE u.id = $1 AND o.id = u."organisationId"
       RETURNING o.id AS "organisationId", o."requiredAcr" AS acr, o."requiredAmr" AS amr`,
      [id, person.name, person.email],
    )
    const [row] = rows
    if (!row) throw new Error('the account vanished within its transaction')
    return { kind: 'account', id, organisationId: row.organisationId, required: row }
  })
}

/** Makes a member of the organisation that the person belongs to; undefined when nobody knows which. */
async function createAccount(
  sql: PoolClient,
  settings: IdentitySettings,
  person: Person,
): Promise<string | undefined> {
  const organisationId = await findOrganisation(sql, organisationKeys(settings, person))
  if (organisationId === undefined) return undefined
  const { rows } = await sql.query<{ id: string }>(
    `WITH account AS (
       INSERT INTO "User" (id, "organisationId", email, name, local)
       VALUES (gen_random_uuid(), $1, $2, $3, false) RETURNING id)
     INSERT INTO "Identity" (provider, subject, "userId") SELECT $4, $5, id FROM account RETURNING "userId" AS id`,
    [organisationId, person.email, person.name, settings.name, person.subject],
  )
  const id = rows[0]?.id
  await recordAudit(sql, {
    actor: `user:${id}`,
    action: 'account.created',
    organisationId,
    detail: { provider: settings.name },
  })
  return id
}

async function findOrganisation(
  sql: PoolClient,
  { siret, domain, fallback }: ReturnType<typeof organisationKeys>,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT "organisationId" AS id, 1 AS rank FROM "OrganisationSiret" WHERE siret = $1
     UNION ALL SELECT "organisationId", 2 FROM "OrganisationDomain" WHERE domain = $2
     ORDER BY rank LIMIT 1`,
    [siret ?? null, domain ?? null],
  )
  if (rows[0] || fallback === undefined) return rows[0]?.id
  await lock(sql, `organisation ${fallback}`)
  const named = await sql.query<{ id: string }>(
    `WITH known AS (SELECT id FROM "Organisation" WHERE name = $1 ORDER BY "createdAt" LIMIT 1),
       made AS (
         INSERT INTO "Organisation" (id, name) SELECT gen_random_uuid(), $1
         WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id)
     SELECT id FROM known UNION ALL SELECT id FROM made`,
    [fallback],
  )
  return named.rows[0]?.id
}

/** Holds whoever does the same until this transaction ends. */
async function lock(sql: PoolClient, what: string): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [what])
}
