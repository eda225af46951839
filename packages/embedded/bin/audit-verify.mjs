import { launch } from './launch.mjs'

const { verifyAudit } = await launch('../src/audit-verify.ts')
process.exitCode = await verifyAudit(process.argv.slice(2))
