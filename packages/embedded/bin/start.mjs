import { launch } from './launch.mjs'

const { start } = await launch('../src/start.ts')
await start(process.argv.slice(2))
