import { launch } from './launch.mjs'

const { test } = await launch('../src/test.ts')
process.exitCode = await test(process.argv.slice(2))
