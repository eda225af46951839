import { writeFile } from 'node:fs/promises'
import { openApiFile, printOpenApi } from '../src/openapi.ts'

await writeFile(openApiFile, printOpenApi())
