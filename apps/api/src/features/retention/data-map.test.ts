import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startTestWorld } from '@parvis/testkit/test-world'
import { expect, test } from 'vitest'

const file = fileURLToPath(new URL('../../../../docs/data-map.md', import.meta.url))

/** Tables and columns that the map names, as `table.column`, tables as `table.`. */
async function readMap(): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').flatMap((line) => {
    const [, table = '', columns = ''] = line.split('|')
    const name = /`(\w+)`/.exec(table)?.[1]
    if (!name) return []
    return [`${name}.`, ...[...columns.matchAll(/`(\w+)`/g)].map(([, column]) => `${name}.${column}`)]
  })
}

test('C15: the data map names every table, and every column that could hold what a person is called or known by', async () => {
  await using world = await startTestWorld()
  const { rows } = await world.api.context.database.pool.query<{ name: string }>(
    `SELECT table_name || '.' AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     UNION ALL
     SELECT table_name || '.' || column_name FROM information_schema.columns
     WHERE table_schema = 'public'
       AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'xml', 'bytea', 'inet', 'ARRAY')`,
  )
  const kept = rows.map(({ name }) => name)
  const mapped = await readMap()
  expect({
    keptAndNotMapped: kept.filter((name) => !mapped.includes(name)),
    mappedAndNotKept: mapped.filter((name) => !kept.includes(name)),
  }).toEqual({ keptAndNotMapped: [], mappedAndNotKept: [] })
})
