import { runAuditVerify } from './audit-verify.ts'
import { ConfigError, readConfig, readDatabaseUrl } from './platform/config.ts'
import { createLog } from './platform/log.ts'
import { serveApi } from './serve.ts'

/** Starts the API and stops it on SIGINT or SIGTERM. Exit code 78 (EX_CONFIG): the configuration cannot work. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
  })
  const api = await serveApi(config, log)
  log.info({ event: 'stopping', signal: await stopped })
  await api[Symbol.asyncDispose]()
  // NOTE what is left are idle keep-alive connections of fetch, which would hold the process for seconds.
  process.exit(0)
}

async function run([command, ...args]: readonly string[]): Promise<void> {
  if (command !== 'audit:verify') return main()
  const write = (text: string): void => void process.stdout.write(text)
  process.exitCode = await runAuditVerify(readDatabaseUrl(process.env), args, write)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof ConfigError ? 78 : 1
})
