import { createHash } from 'node:crypto'
import { usualBranding } from '@parvis/contract/branding'
import type { Branding } from '@parvis/contract/branding'
import type { Sql } from '../../platform/database.ts'

interface BrandingRow extends Omit<Branding, 'accent' | 'logo'> {
  readonly accentLight: string | null
  readonly accentDark: string | null
  readonly logo: Buffer | null
}

/** As it is set, or as we ship it. */
export async function findBranding(sql: Sql): Promise<Branding> {
  const { rows } = await sql.query<BrandingRow>(
    'SELECT product, language, "accentLight", "accentDark", home, "legalPages" AS links, logo FROM "Branding"',
  )
  return rows[0] ? toBranding(rows[0]) : usualBranding
}

function toBranding(row: BrandingRow): Branding {
  const { product, language, links, accentLight, accentDark, home, logo } = row
  return {
    product,
    language,
    home,
    links,
    accent: accentLight && accentDark ? { light: accentLight, dark: accentDark } : null,
    logo: logo && `/api/v1/branding/logo?v=${createHash('sha256').update(logo).digest('hex').slice(0, 16)}`,
  }
}

/** Replaces everything but the logo. */
export async function saveBranding(sql: Sql, branding: Branding): Promise<void> {
  const { product, language, accent, home, links } = branding
  await sql.query(
    `INSERT INTO "Branding" (id, product, language, "accentLight", "accentDark", home, "legalPages")
     VALUES (1, $1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET product = $1, language = $2, "accentLight" = $3, "accentDark" = $4,
       home = $5, "legalPages" = $6`,
    [
      product,
      language,
      accent?.light ?? null,
      accent?.dark ?? null,
      JSON.stringify(home),
      JSON.stringify(links),
    ],
  )
}

interface Image {
  readonly bytes: Buffer
  readonly type: string
}

/** Undefined takes the logo away. */
export async function saveLogo(sql: Sql, image: Image | undefined): Promise<void> {
  await sql.query(
    `INSERT INTO "Branding" (id, product, language, logo, "logoType") VALUES (1, $1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET logo = $3, "logoType" = $4`,
    [usualBranding.product, usualBranding.language, image?.bytes ?? null, image?.type ?? null],
  )
}

export async function findLogo(sql: Sql): Promise<Image | undefined> {
  const { rows } = await sql.query<Image>(
    'SELECT logo AS bytes, "logoType" AS type FROM "Branding" WHERE logo IS NOT NULL',
  )
  return rows[0]
}
