import type { Pool } from 'pg'

/**
 * The content of every table as one text for each: equal before and after means that nothing was changed.
 * The seal of an audit entry does not count: it comes a moment after the entry.
 */
export async function fingerprint(pool: Pool): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  )
  const contents = tables.map(async ({ name }) => {
    const { rows } = await pool.query<{ content: string }>(
      `SELECT md5(coalesce(string_agg(content, E'\\n' ORDER BY content), '')) AS content
       FROM (SELECT (to_jsonb(t) - 'position' - 'hash')::text AS content FROM ${name} t) AS contents`,
    )
    return [name, rows[0]?.content ?? ''] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
