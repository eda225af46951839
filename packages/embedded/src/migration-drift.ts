import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { runToSuccess, tool } from './command.ts'
import { createDatabase, startPostgres } from './postgres.ts'
import { root } from './repository.ts'
import { openDirectory } from './temporary.ts'

/** Where Prisma's engine cannot be downloaded, a stand-in for it may lie beside the repository. */
const standIn = '../shared/tools/prisma-offline/prisma'

/**
 * Replays the migrations on one database and what Prisma makes of the schema on another, and compares the catalogues.
 * Migrations may add indexes and constraints that Prisma cannot express. Returns the command that read the schema.
 * @throws Error that lists what differs.
 */
export async function compareMigrations(schema = 'prisma/schema.prisma'): Promise<string> {
  const prisma = existsSync(join(root, standIn)) ? [standIn] : [tool('prisma')]
  await using directory = await openDirectory()
  await using postgres = await startPostgres({ directory: directory.path, durable: false })
  await using wanted = await createDatabase(postgres.url, 'wanted')
  await using made = await createDatabase(postgres.url, 'made')
  const diff = [...prisma, 'migrate', 'diff', '--config', 'prisma/prisma.config.ts', '--script']
  const sql = await runToSuccess([...diff, '--from-empty', '--to-schema', schema], {
    DATABASE_URL: postgres.url,
  })
  const wantedObjects = await describe(wanted.url, sql)
  const madeObjects = await describe(made.url, await readMigrations())
  if (wantedObjects.size === 0) throw new Error(`Prisma made nothing of the schema:\n${sql}`)

  const missing = [...wantedObjects].filter((object) => !madeObjects.has(object))
  const superfluous = [...madeObjects].filter(
    (object) => !wantedObjects.has(object) && !/^(?:index|constraint) /.test(object),
  )
  if (missing.length + superfluous.length === 0) return prisma.join(' ')
  throw new Error(
    [
      ...missing.map((object) => `the schema asks for what no migration makes: ${object}`),
      ...superfluous.map((object) => `a migration makes what the schema does not know: ${object}`),
    ].join('\n'),
  )
}

async function readMigrations(): Promise<string> {
  const directory = join(root, 'prisma/migrations')
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const scripts = names.sort().map((name) => readFile(join(directory, name, 'migration.sql'), 'utf8'))
  return (await Promise.all(scripts)).join('\n')
}

const catalogue = `
  SELECT format('column %I.%I %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid)) AS object
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT format('enum %I %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname
  UNION ALL
  SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
  SELECT format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'`

/** Runs a script on an empty database and gives one line for each thing that is then in it. */
async function describe(url: string, script: string): Promise<ReadonlySet<string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(script)
    const { rows } = await client.query<{ object: string }>(catalogue)
    return new Set(rows.map(({ object }) => object))
  } finally {
    await client.end()
  }
}
