import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { root } from '@parvis/embedded/repository'
import { openDirectory } from '@parvis/embedded/temporary'
import { startTestWorld } from '@parvis/testkit/test-world'
import { administrator } from '@parvis/testkit/world'
import { expect, test } from 'vitest'
import { runAuditVerify } from './audit-verify.ts'

/** As the guide for operators has it: the log of elsewhere comes over standard input. Returns what is printed. */
async function verifyPiped(databaseUrl: string, log: string): Promise<string> {
  const command = ['--import', 'tsx', join(root, 'apps/api/src/main.ts'), 'audit:verify', '--anchors', '-']
  const verifying = spawn(process.execPath, command, { env: { DATABASE_URL: databaseUrl } })
  createReadStream(log).pipe(verifying.stdin)
  return text(verifying.stdout)
}

test('C17: audit:verify says that the chain holds, holds it against the log, and names the entry that was altered', async () => {
  await using world = await startTestWorld()
  const { database, config } = world.api.context
  const verify = async (...args: string[]) => {
    let said = ''
    const code = await runAuditVerify(config.databaseUrl, args, (part) => (said += part))
    return { code, text: said }
  }
  const ada = world.guest()
  await ada.signIn(administrator)
  await ada.createMeeting()
  await using second = await world.startApi()
  await second[Symbol.asyncDispose]()
  await using directory = await openDirectory()
  const log = join(directory.path, 'api.log')
  await writeFile(log, world.log.map((line) => `api-1  | ${line}`).join('\n'))

  expect(await verify()).toEqual({ code: 0, text: expect.stringMatching(/^The chain holds: 2 entries/) })
  expect(await verify('--anchors', log)).toEqual({
    code: 0,
    text: expect.stringMatching(/It agrees with \d+ heads in the log/),
  })
  expect(await verifyPiped(config.databaseUrl, log)).toMatch(/It agrees with \d+ heads in the log/)
  await database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE "AuditEntry" SET target = 'meeting:xxx-xxxx-xxx' WHERE position = 2; COMMIT`,
  )
  expect(await verify()).toEqual({
    code: 1,
    text: 'BROKEN at position 2 (id 2): the entry is not what was sealed there.\n',
  })
  expect((await verify('--something')).code).toBe(64)
})
