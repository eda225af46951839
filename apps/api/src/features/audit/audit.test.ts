import { exportAuditCsv, exportAuditJson, listAudit, verifyAudit } from '@parvis/contract/audit'
import type { AuditEntry } from '@parvis/contract/audit'
import { getMe } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  world.api.context.database.pool.query<Row>(text, values).then(({ rows }) => rows)

interface Page {
  readonly items: readonly AuditEntry[]
  readonly people: Readonly<Record<string, string>>
  readonly next: string | null
}

const read = async (visitor: Visitor, filter: object = {}): Promise<Page> =>
  (await visitor.call(listAudit, { query: filter })).body as Page

/** Somebody who administers an organisation of their own, and something that happened in it. */
async function openOrganisation(name: string) {
  const [organisation] = await query<{ id: string }>(
    'INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), $1) RETURNING id',
    [name],
  )
  const chief = await world.member(`Chief of ${name}`)
  const { id } = (await chief.call(getMe, {})).body as { id: string }
  await query(`UPDATE "User" SET role = 'administrator', "organisationId" = $2 WHERE id = $1`, [
    id,
    organisation?.id,
  ])
  const { slug } = await chief.createMeeting()
  return { chief, id, slug, organisationId: organisation?.id ?? '' }
}

test('C17: who did what, to what, when and from where is read with the names of today', async () => {
  const { chief, id, slug, organisationId } = await openOrganisation('Préfecture')
  // NOTE it is sealed within a second
  const expected = {
    items: [
      {
        id: expect.any(String),
        at: expect.any(String),
        organisationId,
        actor: `user:${id}`,
        actingFor: null,
        source: expect.stringMatching(/\/(24|48)$/),
        action: 'meeting.created',
        target: `meeting:${slug}`,
        detail: {},
        position: expect.stringMatching(/^\d+$/),
        hash: expect.stringMatching(/^[\da-f]{64}$/),
      },
    ],
    people: { [`user:${id}`]: 'Chief of Préfecture' },
    next: null,
  }
  await eventually(async () => expect(await read(chief)).toEqual(expected))
})

test('A80: an organisation’s administrator reads and takes away the audit of their organisation only', async () => {
  const one = await openOrganisation('One')
  const other = await openOrganisation('Other')
  const targets = ({ items }: Page) => items.map(({ target }) => target)
  expect(targets(await read(one.chief))).toEqual([`meeting:${one.slug}`])
  expect(targets(await read(one.chief, { target: `meeting:${other.slug}` }))).toEqual([])
  const { organisationId } = other
  expect((await one.chief.call(listAudit, { query: { organisationId } })).status).toBe(404)
  expect((await one.chief.call(exportAuditCsv, { query: { organisationId } })).status).toBe(404)
  const taken = (await one.chief.call(exportAuditJson, {})).body as AuditEntry[]
  expect(new Set(taken.map((entry) => entry.organisationId))).toEqual(new Set([one.organisationId]))
  expect((await one.chief.call(verifyAudit, { body: {} })).status).toBe(403)

  const everything = targets(await read(await world.administrator(), { action: 'meeting.created' }))
  expect(everything).toEqual(expect.arrayContaining([`meeting:${one.slug}`, `meeting:${other.slug}`]))
})

test('entries are filtered by time, actor, action and target, and paged without gap or repetition', async () => {
  const { chief, id, organisationId } = await openOrganisation('Paged')
  for (let number = 0; number < 25; number += 1)
    await recordAudit(world.api.context.database.pool, {
      actor: `user:${id}`,
      action: number % 2 === 0 ? 'role.granted' : 'role.revoked',
      target: `example:${number}`,
      organisationId,
    })
  const seen: string[] = []
  for (let next: string | null | undefined; next !== null;) {
    const found: Page = await read(chief, {
      action: 'role.granted',
      limit: '5',
      ...(next && { after: next }),
    })
    seen.push(...found.items.map(({ target }) => target ?? ''))
    next = found.next
  }
  expect(seen).toEqual(Array.from({ length: 13 }, (_, place) => `example:${24 - 2 * place}`))
  expect((await read(chief, { target: 'example:7' })).items).toHaveLength(1)
  expect((await read(chief, { actor: 'system' })).items).toEqual([])
  const now = new Date().toISOString()
  expect((await read(chief, { from: now })).items).toEqual([])
  expect((await read(chief, { to: now, action: 'role.revoked' })).items).toHaveLength(12)
})

test.each([
  { actor: "' OR 1=1" },
  { action: 'x' },
  { target: 'x:\u001B[2J' },
  { after: '-1' },
  { from: 'now' },
])('a filter that means nothing is refused: %j', async (filter) => {
  const administrator = await world.administrator()
  expect((await administrator.call(listAudit, { query: filter })).status).toBe(400)
})

test.each(['0000-01-01T00:00:00Z', '2026-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59'])(
  'a moment that the database could not read is a moment like others: %s',
  async (moment) => {
    const administrator = await world.administrator()
    const query = { from: moment, to: moment }
    expect((await administrator.call(listAudit, { query })).body).toMatchObject({ items: [] })
  },
)

test('C17: the export is a file that a spreadsheet does not run, and stands in the audit itself', async () => {
  const { chief, organisationId } = await openOrganisation('Exported')
  // Nothing writes such a target; who owns the database could.
  await query(
    `INSERT INTO "AuditEntry" (actor, action, target, "organisationId", detail)
     VALUES ('system', 'example.done', E'=HYPERLINK("http://evil")\r\n\u001B[2J', $1, '{"a": "b\\r\\nc"}')`,
    [organisationId],
  )
  const csv = await chief.call(exportAuditCsv, {})
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="parvis-audit.csv"')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const text = String(csv.body)
  expect(text.split('\r\n')[0]).toBe(
    '"id","at","organisationId","actor","actingFor","source","action","target","detail","position","hash"',
  )
  expect(text).toContain(`"'=HYPERLINK(""http://evil"")`)
  expect(text).toContain(String.raw`"{""a"":""b\r\nc""}"`)
  const json = await chief.call(exportAuditJson, { query: { action: 'audit.exported' } })
  expect(json.body).toMatchObject([
    { action: 'audit.exported', detail: { format: 'csv' }, organisationId },
    { action: 'audit.exported', detail: { format: 'json', action: 'audit.exported' } },
  ])
})

test('C17: the verification names the first entry that was altered, and is in the audit', async () => {
  const administrator = await world.administrator()
  await openOrganisation('Verified')
  await using second = await world.startApi()
  await second[Symbol.asyncDispose]()
  const verify = async () => (await administrator.call(verifyAudit, { body: {} })).body
  expect(await verify()).toMatchObject({ from: '1', fault: null })
  expect((await read(administrator, { action: 'audit.verified' })).items[0]).toMatchObject({
    detail: { holds: true },
  })
  await query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE "AuditEntry" SET actor = 'user:x' WHERE position = 2; COMMIT`,
  )
  expect(await verify()).toMatchObject({ fault: { kind: 'altered', position: '2' } })
})
