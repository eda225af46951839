import { launch } from './launch.mjs'

const { generateClient } = await launch('../src/build.ts')
await generateClient()
