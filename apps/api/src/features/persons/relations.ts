import { escapeIdentifier } from 'pg'
import type { Sql } from '../../platform/database.ts'

/** A column that says whose a row is. Names are escaped. */
export interface Relation {
  readonly table: string
  readonly column: string
  /** What becomes of the row when the account is deleted, as its migration says. */
  readonly onDelete: 'cascade' | 'set null' | 'restrict'
}

/** Every column that refers to an account, read from the catalogue: a table that a later version adds is in it. */
export async function findRelations(sql: Sql): Promise<readonly Relation[]> {
  const { rows } = await sql.query<{ table: string; column: string; action: string }>(
    `SELECT c.conrelid::regclass::text AS table, a.attname AS column, c.confdeltype AS action
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = '"User"'::regclass AND cardinality(c.conkey) = 1
     ORDER BY 1, 2`,
  )
  return rows.map(({ table, column, action }) => ({
    table,
    column: escapeIdentifier(column),
    onDelete: action === 'c' ? 'cascade' : action === 'n' ? 'set null' : 'restrict',
  }))
}

/** Every table beside the accounts that keeps an address in a column called so: roles and invitations by address. */
export async function findAddressTables(sql: Sql): Promise<readonly string[]> {
  const { rows } = await sql.query<{ table: string }>(
    `SELECT c.oid::regclass::text AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.oid <> '"User"'::regclass
       AND a.attname = 'email' AND a.atttypid = 'text'::regtype ORDER BY 1`,
  )
  return rows.map(({ table }) => table)
}
