import { getMe, setUp, signIn } from '@parvis/contract/session'
import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import { expect, test } from 'vitest'
import { inTransaction } from '../../platform/database.ts'

const noAccount = { PARVIS_ADMIN_EMAIL: '', PARVIS_ADMIN_PASSWORD: '' }
const ada = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }

/** The tokens of the links that were printed, newest last. */
function printedTokens(world: World): readonly string[] {
  return world.log
    .map((line) => JSON.parse(line) as { event?: string; url?: string })
    .filter(({ event }) => event === 'setup-link')
    .map(({ url = '' }) => new URL(url).searchParams.get('token') ?? '')
}

async function countAccounts(world: World): Promise<number> {
  const { rows } = await world.api.context.database.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM "User"',
  )
  return rows[0]?.count ?? 0
}

test('the printed link makes the first administrator, signs them in, and works once', async () => {
  // The link is told even where a log of errors alone is wanted.
  await using world = await startTestWorld({ environment: { ...noAccount, LOG_LEVEL: 'error' } })
  const [token = ''] = printedTokens(world)
  const first = world.guest()
  expect(await first.call(setUp, { body: { token, ...ada } })).toMatchObject({
    status: 201,
    body: { name: 'Ada', email: 'ada@example.org', role: 'administrator', platformAdministrator: true },
  })
  expect((await first.call(getMe, {})).body).toMatchObject({ email: 'ada@example.org' })
  const again = await world.guest().call(setUp, { body: { token, ...ada, email: 'eve@example.org' } })
  expect(again).toMatchObject({ status: 403, body: { code: 'setup-link-invalid' } })
  expect(await countAccounts(world)).toBe(1)
})

test('two clicks at the same moment make one account', async () => {
  await using world = await startTestWorld({ environment: noAccount })
  const [token = ''] = printedTokens(world)
  const { pool } = world.api.context.database
  const clicks = await inTransaction(pool, async (sql) => {
    await sql.query('SELECT 1 FROM "SetupLink" FOR UPDATE')
    const sent = ['ada', 'eve', 'bob'].map((name) =>
      world.guest().call(setUp, { body: { ...ada, token, email: `${name}@example.org` } }),
    )
    // All three come as far as the link before any may go on.
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      if (rows.length < sent.length) throw new Error(`${rows.length} of ${sent.length} wait`)
    })
    return sent
  })
  const statuses = (await Promise.all(clicks)).map(({ status }) => status)
  expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 403, 403])
  expect(await countAccounts(world)).toBe(1)
})

test('a link that expired, was guessed, or was replaced at a later start opens nothing', async () => {
  await using world = await startTestWorld({ environment: noAccount })
  const attempt = (token: string) => world.guest().call(setUp, { body: { token, ...ada } })
  expect((await attempt('g'.repeat(43))).status).toBe(403)
  await using _later = await world.startApi()
  const [replaced = '', newest = ''] = printedTokens(world)
  expect((await attempt(replaced)).status).toBe(403)
  await world.api.context.database.pool.query(`UPDATE "SetupLink" SET "expiresAt" = now()`)
  expect((await attempt(newest)).status).toBe(403)
  expect(await countAccounts(world)).toBe(0)
})

test('once there is an account no link is printed, and none is where people are not on the machine', async () => {
  await using world = await startTestWorld()
  expect(printedTokens(world)).toEqual([])
  await using elsewhere = await startTestWorld({
    environment: { ...noAccount, PARVIS_EMBEDDED: '0', PUBLIC_URL: 'https://parvis.example.org' },
  })
  expect(printedTokens(elsewhere)).toEqual([])
})

test('a password that is too short makes no account and leaves the link as it was', async () => {
  await using world = await startTestWorld({ environment: noAccount })
  const [token = ''] = printedTokens(world)
  const short = await world.guest().call(setUp, { body: { token, ...ada, password: 'too short' } })
  expect(short).toMatchObject({ status: 400, body: { fields: [{ path: 'body.password' }] } })
  expect((await world.guest().call(setUp, { body: { token, ...ada } })).status).toBe(201)
})

test('processes that start together on a new database make the configured administrator once', async () => {
  await using world = await startTestWorld({ environment: noAccount })
  const configured = {
    PARVIS_ADMIN_EMAIL: administrator.email,
    PARVIS_ADMIN_PASSWORD: administrator.password,
  }
  const started = await Promise.all([world.startApi(configured), world.startApi(configured)])
  try {
    expect(await countAccounts(world)).toBe(1)
  } finally {
    await Promise.all(started.map((api) => api[Symbol.asyncDispose]()))
  }
})

test('an administrator who was disabled stays so when the API starts again', async () => {
  await using world = await startTestWorld()
  await world.api.context.database.pool.query('UPDATE "User" SET "disabledAt" = now()')
  await using _again = await world.startApi()
  expect((await world.guest().call(signIn, { body: administrator })).status).toBe(401)
  expect(await countAccounts(world)).toBe(1)
})
