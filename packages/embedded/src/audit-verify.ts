import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { openPostgres } from './postgres.ts'
import { root } from './repository.ts'

/**
 * `npm run audit:verify`: verifies the audit in the database that `DATABASE_URL` names, or else in that of `npm start`,
 * whether it runs or not. Returns the exit code of the API's own command.
 */
export async function verifyAudit(argv: readonly string[]): Promise<number> {
  const env = process.env
  if (env.DATABASE_URL || env.DATABASE_URL_FILE) return runCommandOfApi(argv, env)
  try {
    await using postgres = await openPostgres(
      join(resolve(env.PARVIS_DATA_DIR || join(root, '.data')), 'postgres'),
    )
    return await runCommandOfApi(argv, { ...env, DATABASE_URL: postgres.url })
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function runCommandOfApi(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const args = ['--import', 'tsx', join(root, 'apps/api/src/main.ts'), 'audit:verify', ...argv]
  const child = spawn(process.execPath, args, { env, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  return typeof code === 'number' ? code : 1
}
