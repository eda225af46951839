import { createSbom } from './sbom.ts'

process.stdout.write(`${JSON.stringify(await createSbom(), null, 2)}\n`)
